package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.retail.importer.ShopFile;
import signalbox.retail.record.PythonJson;
import signalbox.retail.record.Records;
import signalbox.retail.seed.DemoOrders;
import signalbox.retail.shop.Dollars;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.source.Problem;
import tools.jackson.databind.node.ObjectNode;

/// Data that is generated, and data that is read from a file.
class RetailDataTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theSameSeedGivesTheSameDataAndAnotherSeedDoesNot() {
        assertThat(RetailData.generated(7)).isEqualTo(RetailData.generated(7));
        assertThat(RetailData.generated(7)).isNotEqualTo(RetailData.generated(8));
    }

    @Test
    void generatedDataIsCompleteAndConsistent() {
        for (long seed = 0; seed < 20; seed++) {
            var shop = RetailData.generated(seed).shop();

            assertThat(shop.products()).hasSize(50).allMatch(product -> product.variants().size() > 1);
            assertThat(shop.customers()).hasSize(200);
            assertThat(shop.orders()).as("seed " + seed).hasSize(500).allMatch(RetailDataTest::isPaidExactly);
            var emails = new HashSet<String>();
            assertThat(shop.customers()).allMatch(customer -> emails.add(customer.email()));
            assertThat(shop.orders().stream().map(Order::status)).contains("pending", "delivered", "processed", "cancelled");
        }
    }

    @Test
    void generatedDataPassesItsOwnReader() throws IOException {
        var data = RetailData.generated(11);
        Files.writeString(folder.resolve("db.json"), json(data).toString());

        var read = ShopFile.read(folder);

        assertThat(Problem.rendered(read.found())).isEmpty();
        assertThat(read.<Object>fold(loaded -> loaded, problems -> problems)).isEqualTo(data);
    }

    @Test
    void theDemoOrdersAreThereForEverySeed() {
        for (long seed = 0; seed < 5; seed++) {
            var orders = RetailData.generated(seed).shop().orders().stream()
                    .collect(Collectors.toMap(Order::id, Order::status));

            assertThat(orders)
                    .containsEntry(DemoOrders.DELIVERED, "delivered")
                    .containsEntry(DemoOrders.PENDING, "pending")
                    .containsEntry(DemoOrders.PROCESSED, "processed");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"status\":\"processed\"|\"status\":\"lost\"|'/orders/#W1000004/status': 'lost' is not allowed here",
        "\"zip\":\"97201\"|\"zip\":97201|expected a string, found a number",
        "\"email\":\"mara.lindgren@example.com\",||'email' is missing",
        "\"email\":\"mara.lindgren@example.com\"|\"email\":\"theo.ashworth@example.com\"|the e-mail 'theo.ashworth@example.com' occurs twice",
        "\"payment_method_id\":\"paypal_1000003\"|\"payment_method_id\":\"paypal_9\"|'paypal_9' is not a payment method of user 'theo_ashworth_3307'",
        "\"available\":true|\"available\":\"yes\"|expected true or false, found a string",
        "{\"products\":|{\"shops\":{},\"products\":|unknown field 'shops'",
        "{\"products\":|{\"products\":1,\"products\":|Duplicate",
        "{\"products\":|[{\"products\":|not JSON"
    })
    void aMistakeIsToldAndNothingIsLoaded(String right, @Nullable String wrong, String message) throws IOException {
        var text = json(RetailData.generated(11)).toString();
        var broken = text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong == null ? "" : wrong));
        Files.writeString(folder.resolve("db.json"), broken);

        var read = ShopFile.read(folder);

        assertThat(broken).isNotEqualTo(text);
        assertThat(Problem.rendered(read.found())).contains(message);
        assertThat(read.<Boolean>fold(_ -> true, _ -> false)).isFalse();
    }

    @Test
    void severalMistakesAreToldAtOnceWithTheirLines() throws IOException {
        Files.writeString(folder.resolve("db.json"), """
                {
                  "products": {"1": {"name": "Lamp", "product_id": "1", "variants": {}}},
                  "users": {"a": {"user_id": "b"}},
                  "orders": []
                }
                """);

        var problems = ShopFile.read(folder).found();

        var file = folder.resolve("db.json").toString();
        assertThat(Problem.rendered(problems).replace(file, "db.json")).isEqualTo("""
                db.json:2:52: '/products/1/product_id': '1' does not have the form of a product_id
                 |   "products": {"1": {"name": "Lamp", "product_id": "1", "variants": {}}},
                 |                                                    ^ such as '1234567890'
                db.json:3:30: '/users/a/user_id': 'b' is not the key of its record
                 |   "users": {"a": {"user_id": "b"}},
                 |                              ^ 'a'
                db.json:1:1: 'orders' is not an object
                 | {
                 | ^ an object keyed by order_id
                """);
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThat(Problem.rendered(ShopFile.read(folder).found())).contains("db.json:1:1: there is no such file");
    }

    private static boolean isPaidExactly(Order order) {
        double sum = Dollars.round2(order.items().stream().mapToDouble(OrderItem::price).sum());
        return order.payments().getFirst().amount() == sum
                && (order.payments().size() == 2) == order.status().equals("cancelled");
    }

    private static ObjectNode json(RetailData data) {
        var json = RetailFixture.JSON.createObjectNode();
        var products = json.putObject("products");
        data.shop().products().forEach(product -> products.set(product.id(), Records.product(product)));
        var users = json.putObject("users");
        data.shop().customers().forEach(customer -> users.set(customer.id(), Records.customer(customer)));
        var orders = json.putObject("orders");
        data.shop().orders().forEach(order -> orders.set(order.id(), Records.order(order)));
        assertThat(PythonJson.text(json)).isNotEmpty();
        return json;
    }
}
