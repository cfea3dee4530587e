package signalbox.retail.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import signalbox.retail.shop.Options;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Variant;

/// The fifty products of the shop, the same for every seed.
final class SampleProducts {
    /// Name, price in dollars, and the options a variant chooses from.
    private static final String LIST = """
            Desk Lamp | 42 | color: white, black, brass | light: warm, daylight
            Reading Chair | 310 | fabric: linen, wool, corduroy | color: sand, moss, slate
            Wall Clock | 38 | material: oak, steel | size: small, large
            Floor Rug | 145 | size: 120x180, 160x230, 200x300 | color: grey, ochre
            Throw Blanket | 54 | material: cotton, wool | color: cream, rust, navy
            Book Shelf | 189 | wood: pine, oak, walnut | products: 4, 6
            Side Table | 96 | wood: beech, walnut | height: low, high
            Storage Basket | 27 | material: seagrass, felt | size: small, medium, large
            Picture Frame | 19 | color: black, oak, white | size: A4, A3
            Curtain Pair | 72 | length: 180 cm, 240 cm | color: white, stone, teal
            Kettle | 58 | capacity: 1 l, 1.7 l | finish: brushed, matte black
            Coffee Grinder | 84 | drive: manual, electric | color: silver, black
            Teapot | 36 | material: porcelain, cast iron | capacity: 0.8 l, 1.2 l
            Chef Knife | 79 | blade: 16 cm, 20 cm | handle: olive wood, composite
            Cutting Board | 33 | wood: maple, bamboo, acacia | size: small, large
            Saucepan | 64 | diameter: 16 cm, 20 cm | coating: none, ceramic
            Mixing Bowls | 41 | material: steel, glass | pieces: 3, 5
            Spice Rack | 29 | jars: 8, 12, 16 | wood: pine, oak
            Lunch Box | 22 | compartments: 1, 2, 3 | color: mint, coral
            Water Carafe | 26 | capacity: 1 l, 1.5 l | lid: cork, steel
            Rain Jacket | 118 | size: S, M, L, XL | color: yellow, navy
            Merino Sweater | 92 | size: S, M, L, XL | color: charcoal, burgundy
            Canvas Sneakers | 68 | size: 38, 40, 42, 44 | color: white, olive
            Leather Belt | 44 | length: 85 cm, 95 cm, 105 cm | color: brown, black
            Wool Scarf | 39 | pattern: plain, striped | color: grey, green, red
            Work Gloves | 24 | size: M, L, XL | lining: none, fleece
            Day Pack | 87 | volume: 18 l, 25 l | color: black, petrol, sand
            Weekend Bag | 134 | material: canvas, leather | color: khaki, black
            Umbrella | 31 | size: compact, full | color: black, blue, red
            Sun Hat | 28 | size: S, M, L | color: natural, white
            Yoga Mat | 47 | thickness: 4 mm, 6 mm | color: plum, grey
            Jump Rope | 16 | length: 2.5 m, 3 m | handle: wood, plastic
            Kettlebell | 52 | weight: 8 kg, 12 kg, 16 kg | coating: none, vinyl
            Bike Light | 34 | side: front, rear | power: battery, USB
            Bike Helmet | 76 | size: S, M, L | color: white, black
            Camping Stove | 69 | fuel: gas, wood | burners: 1, 2
            Sleeping Bag | 129 | season: summer, three seasons, winter | length: regular, long
            Trekking Poles | 83 | material: aluminium, carbon | type: folding, telescopic
            Head Torch | 37 | brightness: 200 lm, 400 lm | power: battery, USB
            Picnic Blanket | 43 | size: 150x150, 200x200 | pattern: checked, plain
            Desk Pad | 35 | material: felt, cork | size: medium, large
            Fountain Pen | 62 | nib: fine, medium, broad | color: black, blue
            Notebook Set | 21 | ruling: plain, lined, dotted | size: A5, A4
            Laptop Stand | 57 | material: aluminium, wood | fold: fixed, folding
            Desk Speaker | 149 | color: white, graphite | input: cable, wireless
            Alarm Clock | 32 | display: hands, digits | color: white, mint
            Plant Pot | 25 | size: 12 cm, 16 cm, 22 cm | glaze: white, terracotta
            Watering Can | 30 | capacity: 1.5 l, 5 l | color: green, zinc
            Garden Shears | 48 | blade: straight, curved | handle: wood, rubber
            Bird House | 40 | wood: cedar, larch | roof: flat, pitched
            """;

    private final Random random = new Random(50);

    private SampleProducts() {}

    static List<Product> products() {
        var assortment = new SampleProducts();
        var products = new ArrayList<Product>();
        LIST.lines().forEach(line -> products.add(assortment.product(line, products.size())));
        return products;
    }

    private Product product(String line, int number) {
        var parts = List.of(line.split(" \\| "));
        var id = Long.toString(7_000_000_001L + number * 13_579_111L);
        int cents = Integer.parseInt(parts.get(1)) * 100;
        var variants = new ArrayList<Variant>();
        for (var options : combinations(parts.subList(2, parts.size()))) {
            var itemId = Long.toString(1_000_000_007L + (number * 20L + variants.size()) * 7_654_321L);
            boolean available = variants.size() < 2 || random.nextInt(4) > 0;
            double price = Math.round(cents * (0.9 + random.nextDouble() * 0.3)) / 100.0;
            variants.add(new Variant(itemId, Options.of(options), available, price));
        }
        return new Product(id, parts.getFirst(), variants);
    }

    private static List<Map<String, String>> combinations(List<String> axes) {
        List<Map<String, String>> all = new ArrayList<>();
        all.add(new LinkedHashMap<>());
        for (var axis : axes) {
            var nameAndValues = axis.split(": ");
            List<Map<String, String>> longer = new ArrayList<>();
            for (var start : all) {
                for (var value : nameAndValues[1].split(", ")) {
                    var options = new LinkedHashMap<>(start);
                    options.put(nameAndValues[0], value);
                    longer.add(options);
                }
            }
            all = longer;
        }
        return all;
    }
}
