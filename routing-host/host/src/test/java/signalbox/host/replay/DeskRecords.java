package signalbox.host.replay;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.descriptor.ToolId;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import signalbox.policy.permission.PrincipalName;
import signalbox.retail.Retail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The order desk behind the servers, looked at directly.
final class DeskRecords {
    private static final PrincipalName NOBODY = PrincipalName.parse("agent:nobody");
    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "product", "product_id", "variant", "product_id", "customer", "user_id", "payment_method", "user_id",
            "customer_order", "user_id", "orders", "order_id", "order_item", "order_id", "fulfillment", "order_id",
            "payment", "order_id"));

    private final JdbcClient database;
    private final Map<String, ToolWork> work;

    /// @param item one of its items, which stands in it once
    /// @param method the method it was paid with
    record Delivered(String order, String item, String method) {}

    DeskRecords(DataSource source) {
        database = JdbcClient.create(source);
        work = Retail.server(source).work();
    }

    /// A digest of everything that belongs to an order, a user or a product, by its id.
    SortedMap<String, String> prints() {
        var prints = new TreeMap<String, String>();
        TABLES.forEach((table, owner) -> database
                .sql("select %2$s as id, md5(string_agg(t::text, '|' order by position)) as print from retail.%1$s t group by %2$s"
                        .formatted(table, owner))
                .query(row -> {
                    prints.merge(row.getString("id"), row.getString("print"), String::concat);
                }));
        return prints;
    }

    /// The ids of what is not now as it was then.
    SortedSet<String> changedSince(SortedMap<String, String> then) {
        var now = prints();
        var changed = new TreeSet<>(now.keySet());
        changed.addAll(then.keySet());
        changed.removeIf(id -> now.getOrDefault(id, "").equals(then.get(id)));
        return changed;
    }

    JsonNode order(String id) {
        return record("getOrderDetailsV1", "retail.get_order_details@1.0.0", "order_id", id);
    }

    JsonNode user(String id) {
        return record("getUserDetailsV1", "retail.get_user_details@1.0.0", "user_id", id);
    }

    JsonNode product(String id) {
        return record("getProductDetailsV1", "retail.get_product_details@1.0.0", "product_id", id);
    }

    String status(String order) {
        return order(order).path("status").asString("");
    }

    /// Delivered orders that were paid once.
    List<Delivered> delivered() {
        return database.sql("""
                        select o.order_id, min(p.method_id) as method, (
                            select min(item_id) from (
                                select item_id from retail.order_item i where i.order_id = o.order_id
                                group by item_id having count(*) = 1) once) as item
                        from retail.orders o join retail.payment p using (order_id)
                        where o.status = 'delivered' group by o.order_id having count(*) = 1 order by o.order_id""")
                .query((row, _) -> new Delivered(row.getString("order_id"), row.getString("item"), row.getString("method")))
                .list()
                .stream()
                .filter(each -> each.item() != null)
                .toList();
    }

    String pending() {
        return database.sql("select min(order_id) from retail.orders where status = 'pending'").query(String.class).single();
    }

    private JsonNode record(String name, String tool, String argument, String id) {
        var run = work.get(name);
        if (run == null) {
            throw new AssertionError("no work " + name);
        }
        var arguments = JsonMapper.shared().createObjectNode().put(argument, id);
        return JsonMapper.shared().readTree(((ToolOutcome) run.run(new ToolRequest(ToolId.parse(tool), arguments, NOBODY))).text());
    }
}
