package signalbox.host.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.host.model.Connector;
import signalbox.host.model.Model;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Price;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OfflineModelTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ORDER = """
            {"order_id": "#W0000042", "user_id": "ada_byron_1815", "status": "delivered",
             "items": [{"name": "Desk Lamp", "item_id": "1000000001", "price": 20.5},
                       {"name": "Water Bottle", "item_id": "1000000002", "price": 9.0}],
             "payment_history": [{"amount": 29.5, "payment_method_id": "credit_card_1000001"}]}""";
    private static final List<ToolOffer> DESK = List.of(
            tool("retail__find_user_id_by_email", "Finds the id of a user by e-mail address.", "email"),
            tool("retail__get_user_details", "Returns a user's profile: address, payment methods, orders.", "user_id"),
            tool("retail__get_order_details", "Returns one order: its items, status, shipping and payments.", "order_id"),
            tool(
                    "retail__return_delivered_order_items",
                    "Starts the return of items of one delivered order.",
                    "order_id",
                    "item_ids[]",
                    "payment_method_id"),
            new ToolOffer(
                    "retail__cancel_pending_order",
                    "Cancels an order that is still pending.",
                    schema("""
                            {"type": "object", "properties": {"order_id": {"type": "string"},
                             "reason": {"type": "string", "description": "'no longer needed' or 'ordered by mistake'"}}}""")));

    @Test
    void aQuestionAboutAnOrderLooksItUp() {
        var call = callOf(ask("large", user("Hello, where is my order #W0000042?")));

        assertThat(call.tool()).isEqualTo("retail__get_order_details");
        assertThat(arguments(call)).isEqualTo("{\"order_id\":\"#W0000042\"}");
    }

    @Test
    void theOrderIsReadBeforeItsItemsAreReturned() {
        var conversation = user("I want to return the desk lamp of order #W0000042, please.");
        var first = callOf(ask("small", conversation));

        var second = callOf(ask("small", answered(conversation, first, ORDER, false)));

        assertThat(first.tool()).isEqualTo("retail__get_order_details");
        assertThat(second.tool()).isEqualTo("retail__return_delivered_order_items");
        assertThat(arguments(second))
                .isEqualTo("{\"order_id\":\"#W0000042\",\"item_ids\":[\"1000000001\"],"
                        + "\"payment_method_id\":\"credit_card_1000001\"}");
    }

    @Test
    void theLargeOnePlansFurtherAheadThanTheSmallOne() {
        var tools = List.of(
                tool("ship__book_parcel", "Books a parcel with a label.", "label_id"),
                tool("ship__get_label", "Returns the label for an address.", "address_id"),
                tool("ship__find_address", "Finds an address by e-mail.", "email"));
        var conversation = user("Please book a parcel, my e-mail is ada@example.org");

        var large = ask("large", conversation, tools, new ToolChoice.Auto());
        var small = ask("small", conversation, tools, new ToolChoice.Auto());

        assertThat(callOf(large).tool()).isEqualTo("ship__find_address");
        assertThat(arguments(callOf(large))).isEqualTo("{\"email\":\"ada@example.org\"}");
        assertThat(textOf(small)).startsWith("To do this I need: label id.");
    }

    @Test
    void aChoiceIsTakenFromTheUsersWords() {
        var call = callOf(ask("large", user("Cancel order #W0000042, I ordered it by mistake.")));

        assertThat(call.tool()).isEqualTo("retail__cancel_pending_order");
        assertThat(arguments(call)).isEqualTo("{\"order_id\":\"#W0000042\",\"reason\":\"ordered by mistake\"}");
    }

    @Test
    void aRefusedCallIsNotTriedAgain() {
        var conversation = user("Cancel order #W0000042, I ordered it by mistake.");
        var call = callOf(ask("large", conversation));

        var outcome = ask("large", answered(conversation, call, "Denied.", true));

        assertThat(outcome.turn().calls()).isEmpty();
        assertThat(textOf(outcome)).startsWith("I could not do this. Denied.");
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
        var conversation = user("I want to return the desk lamp of order #W0000042, please.");
        var read = answered(conversation, callOf(ask("small", conversation)), ORDER, false);

        var outcome = ask("small", answered(read, callOf(ask("small", read)), ORDER, false));

        assertThat(outcome.turn().calls()).isEmpty();
        assertThat(textOf(outcome)).contains("#W0000042");
    }

    @Test
    void aValueIsNotTakenOnlyBecauseNoOtherIsAllowed() {
        var tools = List.of(new ToolOffer("retail__cancel_pending_order", "Cancels an order that is still pending.", schema("""
                {"type": "object", "properties": {"order_id": {"type": "string"},
                 "reason": {"type": "string", "const": "ordered by mistake"}}}""")));

        var outcome = ask("large", user("Cancel #W0000042, order #W0000042 is no longer needed."), tools, new ToolChoice.Auto());

        assertThat(textOf(outcome)).startsWith("To do this I need: reason.");
    }

    @Test
    void theAnswerTellsTheResultAndWhoAnswered() {
        var conversation = user("Where is my order #W0000042?");
        var call = callOf(ask("small", conversation));

        var outcome = ask("small", answered(conversation, call, ORDER, false));

        assertThat(textOf(outcome)).contains("status delivered", "Desk Lamp", "offline planner");
    }

    @Test
    void whatItDoesNotUnderstandIsAnsweredWithLowConfidence() {
        var outcome = ask("large", user("Sing me a song about rain."));

        assertThat(outcome.turn().calls()).isEmpty();
        assertThat(outcome.confidence()).isLessThan(0.5);
    }

    @Test
    void missingArgumentsAreAskedFor() {
        var outcome = ask("large", user("Please cancel my order, it is no longer needed."));

        assertThat(textOf(outcome)).startsWith("To do this I need: order id.");
        assertThat(outcome.confidence()).isLessThan(0.5);
    }

    @Test
    void theSamePromptGetsTheSamePlan() {
        var one = ask("large", user("I want to return the desk lamp of order #W0000042"));
        var other = ask("large", user("I want to return the desk lamp of order #W0000042"));

        assertThat(callOf(one).tool()).isEqualTo(callOf(other).tool());
        assertThat(arguments(callOf(one))).isEqualTo(arguments(callOf(other)));
        assertThat(one.usage()).isEqualTo(other.usage());
        assertThat(one.confidence()).isEqualTo(other.confidence());
    }

    @Test
    void noToolIsCalledWhereNoneMayBe() {
        var outcome = ask("large", user("Where is my order #W0000042?"), DESK, new ToolChoice.None());

        assertThat(outcome.turn().calls()).isEmpty();
    }

    private static List<Turn> user(String text) {
        return List.of(new Turn.User(List.of(new Part.Text(text))));
    }

    private static List<Turn> answered(List<Turn> before, ToolCall call, String result, boolean error) {
        var turns = new ArrayList<>(before);
        turns.add(new Turn.Assistant(List.of(), List.of(call), List.of()));
        turns.add(new Turn.ToolResult(call.id(), List.of(new Part.Text(result)), null, error, new TreeSet<>()));
        return turns;
    }

    private static Outcome.Answered ask(String variant, List<Turn> conversation) {
        return ask(variant, conversation, DESK, new ToolChoice.Auto());
    }

    private static Outcome.Answered ask(
            String variant, List<Turn> conversation, List<ToolOffer> tools, ToolChoice choice) {
        var prompt = new Prompt(conversation, tools, choice, SamplingOptions.NONE);
        return (Outcome.Answered) model(variant).ask(prompt, Duration.ofSeconds(1));
    }

    private static Model model(String variant) {
        var provider = new Provider("offline", Wire.OFFLINE, "offline", URI.create("offline:planner"), new SecretRef.None());
        var entry = new ModelEntry(
                new ModelName("offline/" + variant), provider, new Naming(variant, variant), 100_000, 4_000, Price.FREE, new TreeSet<>());
        return ((Connector.Ready) OfflineModel.connector().connect(entry)).model();
    }

    private static ToolCall callOf(Outcome.Answered outcome) {
        assertThat(outcome.turn().calls()).hasSize(1);
        return outcome.turn().calls().getFirst();
    }

    private static String arguments(ToolCall call) {
        return ((CallArguments.Parsed) call.arguments()).value().toString();
    }

    private static String textOf(Outcome.Answered outcome) {
        return ((Part.Text) Objects.requireNonNull(outcome.turn().parts().getFirst())).text();
    }

    private static ToolOffer tool(String name, String description, String... properties) {
        var json = new StringBuilder("{\"type\": \"object\", \"properties\": {");
        for (int i = 0; i < properties.length; i++) {
            boolean list = properties[i].endsWith("[]");
            json.append(i == 0 ? "" : ", ").append('"').append(properties[i].replace("[]", "")).append("\": ")
                    .append(list ? "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}" : "{\"type\": \"string\"}");
        }
        return new ToolOffer(name, description, schema(json.append("}}").toString()));
    }

    private static ObjectNode schema(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
