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
import signalbox.retail.rules.Refusal;
import signalbox.retail.rules.Swap;
import signalbox.retail.shop.Address;
import signalbox.retail.store.OrderDesk;
import signalbox.retail.store.Requests;
import signalbox.retail.store.Requests.Claim;
import signalbox.retail.store.Requests.Claimed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tools of version 2, by the names that `releases.yaml` runs them under.
///
/// A change that was refused is not remembered under its `request_id`: it changed nothing, and may be tried again.
public final class SecondTools {
    private static final Refusal ID_TAKEN = new Refusal(
            "request_id_taken",
            "This request_id was used for another request; use a new UUID for each intended change");

    private final OrderDesk desk;
    private final Requests requests;

    private SecondTools(OrderDesk desk, Requests requests) {
        this.desk = desk;
        this.requests = requests;
    }

    /// The work of version 2.
    public static Map<String, ToolWork> over(OrderDesk desk, DataSource source) {
        var tools = new SecondTools(desk, new Requests(source));
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

    private Answer<Said> orderDetails(ObjectNode given) {
        return desk.order(text(given, "order_id")).map(Said::read);
    }

    private Answer<Said> cancel(ObjectNode given) {
        return desk.cancel(text(given, "order_id"), text(given, "reason")).map(Said::cancelled);
    }

    private Answer<Said> moveOrder(ObjectNode given) {
        return desk.moveOrder(text(given, "order_id"), address(given)).map(Said::moved);
    }

    private Answer<Said> payWith(ObjectNode given) {
        return desk.payWith(text(given, "order_id"), text(given, "payment_method_id")).map(Said::paidAnew);
    }

    private Answer<Said> modifyItems(ObjectNode given) {
        return desk.modifyItems(text(given, "order_id"), swap(given)).map(Said::modified);
    }

    private Answer<Said> moveUser(ObjectNode given) {
        return desk.moveUser(text(given, "user_id"), address(given)).map(Said::userMoved);
    }

    private Answer<Said> takeBack(ObjectNode given) {
        var items = new ArrayList<String>();
        given.path("item_ids").forEach(item -> items.add(item.stringValue()));
        return desk.takeBack(text(given, "order_id"), items, text(given, "payment_method_id")).map(Said::takenBack);
    }

    private Answer<Said> exchange(ObjectNode given) {
        return desk.exchange(text(given, "order_id"), swap(given)).map(Said::exchanged);
    }

    /// Does a change at most once per principal and `request_id`.
    private ToolOutcome once(ToolRequest request, Function<ObjectNode, Answer<Said>> change) {
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

    private static ToolOutcome outcome(Answer<Said> answer) {
        return switch (answer) {
            case Answer.Done<Said>(var said) -> ToolOutcome.structured(said.text(), said.structured());
            case Answer.Refused<Said>(var why) -> {
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

    private static Swap swap(ObjectNode given) {
        var oldIds = new ArrayList<String>();
        var newIds = new ArrayList<String>();
        for (var change : given.path("changes")) {
            oldIds.add(text(change, "item_id"));
            newIds.add(text(change, "new_item_id"));
        }
        return new Swap(List.copyOf(oldIds), List.copyOf(newIds), text(given, "payment_method_id"));
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
