package signalbox.house.planted.host.run;

import signalbox.house.planted.retail.Desk;

public class HostThatKnowsAServer {
    public Desk desk = new Desk();
}
