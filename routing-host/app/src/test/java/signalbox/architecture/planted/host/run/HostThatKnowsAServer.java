package signalbox.architecture.planted.host.run;

import signalbox.architecture.planted.retail.Desk;

public class HostThatKnowsAServer {
    public Desk desk = new Desk();
}
