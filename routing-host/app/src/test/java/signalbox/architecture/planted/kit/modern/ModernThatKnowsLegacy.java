package signalbox.architecture.planted.kit.modern;

import signalbox.architecture.planted.kit.legacy.Session;

public class ModernThatKnowsLegacy {
    public Session session = new Session();
}
