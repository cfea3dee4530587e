package signalbox.house.planted.kit.modern;

import signalbox.house.planted.kit.legacy.Session;

public class ModernThatKnowsLegacy {
    public Session session = new Session();
}
