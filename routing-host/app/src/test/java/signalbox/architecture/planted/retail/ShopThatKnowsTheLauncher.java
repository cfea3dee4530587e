package signalbox.architecture.planted.retail;

import signalbox.architecture.planted.app.Launcher;

public class ShopThatKnowsTheLauncher {
    public Launcher launcher = new Launcher();
}
