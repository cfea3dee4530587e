package signalbox.retail;

import java.nio.file.Path;
import signalbox.retail.record.ShopFile;
import signalbox.retail.seed.Generator;
import signalbox.retail.shop.Shop;
import signalbox.source.Checked;

/// What an order desk starts with.
public record RetailData(Shop shop) {
    /// 50 products, 200 customers and 500 orders of our own making; the same seed gives the same data.
    public static RetailData generated(long seed) {
        return new RetailData(new Generator(seed).shop());
    }

    /// Reads `db.json` of this folder, or says everything that is wrong with it.
    public static Checked<RetailData> load(Path directory) {
        return switch (ShopFile.read(directory.resolve("db.json"))) {
            case Checked.Sound<Shop>(var shop, var warnings) ->
                new Checked.Sound<>(new RetailData(shop), warnings);
            case Checked.Broken<Shop>(var problems) -> new Checked.Broken<>(problems);
        };
    }
}
