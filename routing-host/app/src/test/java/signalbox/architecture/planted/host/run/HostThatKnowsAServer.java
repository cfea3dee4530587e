package signalbox.architecture.planted.host.run;

import signalbox.architecture.planted.retail.Shop;

public class HostThatKnowsAServer {
    public Shop shop = new Shop();
}
