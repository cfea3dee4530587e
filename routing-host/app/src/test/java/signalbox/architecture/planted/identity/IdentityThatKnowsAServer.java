package signalbox.architecture.planted.identity;

import signalbox.architecture.planted.kit.protocol.Frame;

public class IdentityThatKnowsAServer {
    public Frame frame = new Frame();
}
