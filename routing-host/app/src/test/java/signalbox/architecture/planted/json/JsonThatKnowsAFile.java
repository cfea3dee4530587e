package signalbox.architecture.planted.json;

import signalbox.architecture.planted.source.PolicyFile;

public class JsonThatKnowsAFile {
    public PolicyFile policyFile = new PolicyFile();
}
