package signalbox.house.planted.kit.desk;

import signalbox.house.planted.kit.wire.Frame;

public class DeskThatKnowsAWire {
    public Frame frame = new Frame();
}
