package signalbox.architecture.planted.descriptor;

import signalbox.architecture.planted.policy.Revision;

public class DescriptorThatKnowsAPolicy {
    public Revision revision = new Revision();
}
