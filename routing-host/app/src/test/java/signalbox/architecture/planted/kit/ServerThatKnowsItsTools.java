package signalbox.architecture.planted.kit;

import signalbox.architecture.planted.retail.Shop;

public class ServerThatKnowsItsTools {
    public Shop shop = new Shop();
}
