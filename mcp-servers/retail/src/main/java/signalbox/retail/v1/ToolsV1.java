package signalbox.retail.v1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolWork;
import signalbox.retail.calculate.Calculator;
import signalbox.retail.record.PythonJson;
import signalbox.retail.record.Records;
import signalbox.retail.rules.Answer;
import signalbox.retail.rules.ItemExchange;
import signalbox.retail.shop.Address;
import signalbox.retail.store.RetailBackend;
import tools.jackson.databind.node.JsonNodeFactory;

/// The sixteen tools in version 1, by the names that `releases.yaml` runs them under.
public final class ToolsV1 {
    private static final List<String> ADDRESS = List.of("address1", "address2", "city", "state", "country", "zip");
    private static final List<String> SWAP = List.of("order_id", "item_ids", "new_item_ids", "payment_method_id");

    private final RetailBackend backend;
    private final Map<String, ToolWork> work = new HashMap<>();

    private ToolsV1(RetailBackend backend) {
        this.backend = backend;
    }

    /// The work of version 1.
    public static Map<String, ToolWork> over(RetailBackend backend) {
        var tools = new ToolsV1(backend);
        tools.addFinders();
        tools.addReaders();
        tools.addCounter();
        tools.addPending();
        tools.addDelivered();
        return Map.copyOf(tools.work);
    }

    private void addFinders() {
        add("findUserIdByEmailV1", "find_user_id_by_email", List.of("email"),
                given -> backend.userByEmail(given.text("email")));
        add("findUserIdByNameZipV1", "find_user_id_by_name_zip", List.of("first_name", "last_name", "zip"),
                given -> backend.userByName(given.text("first_name"), given.text("last_name"), given.text("zip")));
    }

    private void addReaders() {
        add("getUserDetailsV1", "get_user_details", List.of("user_id"),
                given -> backend.user(given.text("user_id")).map(Records::customer).map(PythonJson::text));
        add("getOrderDetailsV1", "get_order_details", List.of("order_id"),
                given -> backend.order(given.text("order_id")).map(Records::order).map(PythonJson::text));
        add("getProductDetailsV1", "get_product_details", List.of("product_id"),
                given -> backend.product(given.text("product_id")).map(Records::product).map(PythonJson::text));
        add("getItemDetailsV1", "get_item_details", List.of("item_id"),
                given -> backend.item(given.text("item_id")).map(Records::variant).map(PythonJson::text));
        add("listAllProductTypesV1", "list_all_product_types", List.of(), _ -> Answer.done(productTypes()));
    }

    private void addCounter() {
        add("calculateV1", "calculate", List.of("expression"), given -> Calculator.value(given.text("expression")));
        add("transferToHumanAgentsV1", "transfer_to_human_agents", List.of("summary"),
                _ -> Answer.done("Transfer successful"));
        add("modifyUserAddressV1", "modify_user_address", with("user_id", ADDRESS),
                given -> backend.moveUser(given.text("user_id"), address(given))
                        .map(Records::customer).map(PythonJson::text));
    }

    private void addPending() {
        add("cancelPendingOrderV1", "cancel_pending_order", List.of("order_id", "reason"),
                given -> backend.cancel(given.text("order_id"), given.text("reason"))
                        .map(Records::order).map(PythonJson::text));
        add("modifyPendingOrderAddressV1", "modify_pending_order_address", with("order_id", ADDRESS),
                given -> backend.moveOrder(given.text("order_id"), address(given))
                        .map(Records::order).map(PythonJson::text));
        add("modifyPendingOrderPaymentV1", "modify_pending_order_payment", List.of("order_id", "payment_method_id"),
                given -> backend.payWith(given.text("order_id"), given.text("payment_method_id"))
                        .map(Records::order).map(PythonJson::text));
        add("modifyPendingOrderItemsV1", "modify_pending_order_items", SWAP,
                given -> backend.modifyItems(given.text("order_id"), swap(given))
                        .map(Records::order).map(PythonJson::text));
    }

    private void addDelivered() {
        add("returnDeliveredOrderItemsV1", "return_delivered_order_items",
                List.of("order_id", "item_ids", "payment_method_id"),
                given -> backend.takeBack(given.text("order_id"), given.texts("item_ids"), given.text("payment_method_id"))
                        .map(Records::order).map(PythonJson::text));
        add("exchangeDeliveredOrderItemsV1", "exchange_delivered_order_items", SWAP,
                given -> backend.exchange(given.text("order_id"), swap(given))
                        .map(Records::order).map(PythonJson::text));
    }

    private void add(
            String runName, String tool, List<String> expected, Function<NamedArguments, Answer<String>> answer) {
        work.put(runName, request -> {
            var mistake = NamedArguments.mistake(tool, expected, request.arguments());
            if (mistake != null) {
                return ToolOutcome.error("Error: " + mistake);
            }
            return switch (answer.apply(new NamedArguments(request.arguments()))) {
                case Answer.Done<String>(var text) -> ToolOutcome.text(text);
                case Answer.Refused<String>(var why) -> ToolOutcome.error("Error: " + why.message());
            };
        });
    }

    private String productTypes() {
        var types = JsonNodeFactory.instance.objectNode();
        backend.productTypes().forEach(types::put);
        return PythonJson.text(types);
    }

    private static ItemExchange swap(NamedArguments given) {
        return new ItemExchange(given.texts("item_ids"), given.texts("new_item_ids"), given.text("payment_method_id"));
    }

    private static Address address(NamedArguments given) {
        return new Address(
                given.text("address1"),
                given.text("address2"),
                given.text("city"),
                given.text("country"),
                given.text("state"),
                given.text("zip"));
    }

    private static List<String> with(String first, List<String> more) {
        var all = new ArrayList<String>();
        all.add(first);
        all.addAll(more);
        return all;
    }
}
