package signalbox.retail.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import signalbox.json.Digest;
import signalbox.json.JsonReader;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import signalbox.retail.record.PythonJson;
import signalbox.retail.rules.Answer;
import signalbox.retail.rules.ItemExchange;
import signalbox.retail.rules.Refusal;
import signalbox.retail.shop.Address;
import signalbox.retail.store.Requests;
import signalbox.retail.store.Requests.Claim;
import signalbox.retail.store.Requests.Claimed;
import signalbox.retail.store.RetailBackend;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tools of version 2, by the names that `releases.yaml` runs them under.
///
/// A change that was refused is not remembered under its `request_id`: it changed nothing, and may be tried again.
public final class ToolsV2 {
    private static final Refusal ID_TAKEN = new Refusal(
            "request_id_taken",
            "This request_id was used for another request; use a new UUID for each intended change");

    private final RetailBackend backend;
    private final Requests requests;

    private ToolsV2(RetailBackend backend, Requests requests) {
        this.backend = backend;
        this.requests = requests;
    }

    /// The work of version 2.
    public static Map<String, ToolWork> over(RetailBackend backend, DataSource source) {
        var tools = new ToolsV2(backend, new Requests(source));
        return Map.of(
                "getOrderDetailsV2", request -> outcome(tools.orderDetails(request.arguments())),
                "cancelPendingOrderV2", request -> tools.once(request, tools::cancel),
                "modifyPendingOrderAddressV2", request -> tools.once(request, tools::moveOrder),
                "modifyPendingOrderPaymentV2", request -> tools.once(request, tools::payWith),
                "modifyPendingOrderItemsV2", request -> tools.once(request, tools::modifyItems),
                "modifyUserAddressV2", request -> tools.once(request, tools::moveUser),
                "returnDeliveredOrderItemsV2", request -> tools.once(request, tools::takeBack),
                "exchangeDeliveredOrderItemsV2", request -> tools.once(request, tools::exchange));
    }

    private Answer<ToolResult> orderDetails(ObjectNode given) {
        return backend.order(text(given, "order_id")).map(ToolResult::read);
    }

    private Answer<ToolResult> cancel(ObjectNode given) {
        return backend.cancel(text(given, "order_id"), text(given, "reason")).map(ToolResult::cancelled);
    }

    private Answer<ToolResult> moveOrder(ObjectNode given) {
        return backend.moveOrder(text(given, "order_id"), address(given)).map(ToolResult::moved);
    }

    private Answer<ToolResult> payWith(ObjectNode given) {
        return backend.payWith(text(given, "order_id"), text(given, "payment_method_id")).map(ToolResult::paidAnew);
    }

    private Answer<ToolResult> modifyItems(ObjectNode given) {
        return backend.modifyItems(text(given, "order_id"), swap(given)).map(ToolResult::modified);
    }

    private Answer<ToolResult> moveUser(ObjectNode given) {
        return backend.moveUser(text(given, "user_id"), address(given)).map(ToolResult::userMoved);
    }

    private Answer<ToolResult> takeBack(ObjectNode given) {
        var items = new ArrayList<String>();
        given.path("item_ids").forEach(item -> items.add(item.stringValue()));
        return backend.takeBack(text(given, "order_id"), items, text(given, "payment_method_id")).map(ToolResult::takenBack);
    }

    private Answer<ToolResult> exchange(ObjectNode given) {
        return backend.exchange(text(given, "order_id"), swap(given)).map(ToolResult::exchanged);
    }

    /// Does a change at most once per principal and `request_id`.
    private ToolOutcome once(ToolRequest request, Function<ObjectNode, Answer<ToolResult>> change) {
        var arguments = request.arguments().deepCopy();
        var id = UUID.fromString(text(arguments, "request_id"));
        arguments.remove("request_id");
        var claim = new Claim(request.caller().toString(), id, request.id().toString(), Digest.sha256(arguments));
        return switch (requests.claim(claim)) {
            case Claimed.First() -> {
                var outcome = outcome(change.apply(request.arguments()));
                if (!outcome.error()) {
                    requests.answer(claim, written(outcome));
                }
                yield outcome;
            }
            case Claimed.Repeated(var result) -> read(result);
            case Claimed.Taken() -> outcome(Answer.refused(ID_TAKEN));
        };
    }

    private static ToolOutcome outcome(Answer<ToolResult> answer) {
        return switch (answer) {
            case Answer.Done<ToolResult>(var result) -> ToolOutcome.structured(result.text(), result.structured());
            case Answer.Refused<ToolResult>(var why) -> {
                var structured = JsonNodeFactory.instance.objectNode();
                structured.putObject("error").put("code", why.code()).put("message", why.message());
                yield ToolOutcome.of("Not done (" + why.code() + "): " + why.message(), structured, true);
            }
        };
    }

    private static String written(ToolOutcome outcome) {
        var stored = JsonNodeFactory.instance.objectNode().put("text", outcome.text());
        return PythonJson.text(stored.set("structured", outcome.structured()));
    }

    private static ToolOutcome read(String written) {
        JsonNode stored = JsonReader.STORED.read(written).orThrow();
        return ToolOutcome.structured(stored.path("text").stringValue(), stored.path("structured"));
    }

    private static ItemExchange swap(ObjectNode given) {
        var oldIds = new ArrayList<String>();
        var newIds = new ArrayList<String>();
        for (var change : given.path("changes")) {
            oldIds.add(text(change, "item_id"));
            newIds.add(text(change, "new_item_id"));
        }
        return new ItemExchange(List.copyOf(oldIds), List.copyOf(newIds), text(given, "payment_method_id"));
    }

    private static Address address(ObjectNode given) {
        var address = given.path("address");
        return new Address(
                text(address, "address1"),
                text(address, "address2"),
                text(address, "city"),
                text(address, "country"),
                text(address, "state"),
                text(address, "zip"));
    }

    private static String text(JsonNode given, String name) {
        return given.path(name).stringValue();
    }
}
