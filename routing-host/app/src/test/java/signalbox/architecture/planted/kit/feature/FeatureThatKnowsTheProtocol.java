package signalbox.architecture.planted.kit.feature;

import signalbox.architecture.planted.kit.protocol.Frame;

public class FeatureThatKnowsTheProtocol {
    public Frame frame = new Frame();
}
