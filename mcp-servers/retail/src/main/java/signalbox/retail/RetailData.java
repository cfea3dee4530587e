package signalbox.retail;

import signalbox.retail.seed.SampleShop;
import signalbox.retail.shop.Shop;

/// The data that a shop starts with.
public record RetailData(Shop shop) {
    /// 50 products, 200 customers and 500 orders of our own making; the same seed gives the same data.
    public static RetailData generated(long seed) {
        return new RetailData(new SampleShop(seed).shop());
    }
}
