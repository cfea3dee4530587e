package signalbox.architecture.planted.kit.feature;

import signalbox.architecture.planted.kit.protocol.Frame;

public class DeskThatKnowsAWire {
    public Frame frame = new Frame();
}
