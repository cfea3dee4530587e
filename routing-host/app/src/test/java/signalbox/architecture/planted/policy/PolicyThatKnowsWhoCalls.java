package signalbox.architecture.planted.policy;

import signalbox.architecture.planted.identity.Caller;

public class PolicyThatKnowsWhoCalls {
    public Caller caller = new Caller();
}
