package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import signalbox.kit.tool.ToolOutcome;
import signalbox.policy.permission.PrincipalName;
import signalbox.retail.seed.DemoOrders;
import tools.jackson.databind.node.ObjectNode;

/// Version 2 on the generated data: done once, typed, and beside version 1.
class ToolsV2Test {
    private static final String ID = "5f0c1d6e-2f53-4a3c-9d0e-1b7f6a2c8e11";

    private final RetailFixture retail = RetailFixture.with(RetailData.generated(7));

    @Test
    void aRepeatedRequestReturnsTheFirstResult() {
        var first = retail.second("return_delivered_order_items", returning(ID, "1000000007"));

        var again = retail.second("return_delivered_order_items", returning(ID, "1000000007"));

        assertThat(first.error()).isFalse();
        assertThat(again.toString()).isEqualTo(first.toString());
        assertThat(String.valueOf(first.structured())).contains("\"status\":\"return requested\"", "\"currency\":\"USD\"");
    }

    @Test
    void theSameIdForOtherArgumentsIsRefused() {
        retail.second("return_delivered_order_items", returning(ID, "1000000007"));

        var other = retail.second("return_delivered_order_items", returning(ID, "2530864207"));

        assertThat(other.error()).isTrue();
        assertThat(String.valueOf(other.structured())).contains("request_id_taken");
    }

    @Test
    void anIdBelongsToItsPrincipal() {
        retail.second("cancel_pending_order", cancelling(ID));

        var other = retail.call(
                "cancel_pending_order", 2, arguments(cancelling(ID)), PrincipalName.parse("agent:other"));

        assertThat(String.valueOf(other.structured())).contains("wrong_order_status");
    }

    @Test
    void aRefusedRequestMayBeTriedAgainUnderItsId() {
        var unknown = retail.second("cancel_pending_order", cancelling(ID).replace("#W1000003", "#W0000000"));

        var known = retail.second("cancel_pending_order", cancelling(ID));

        assertThat(unknown.text()).isEqualTo("Not done (order_not_found): Order not found");
        assertThat(known.error()).isFalse();
    }

    @Test
    void twentyParallelCallsWithOneIdCancelOnce() throws Exception {
        var calls = new ArrayList<Callable<ToolOutcome>>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> retail.second("cancel_pending_order", cancelling(ID)));
        }

        var outcomes = inParallel(calls);

        assertThat(outcomes).hasSize(20).allMatch(outcome -> outcome.toString().equals(outcomes.getFirst().toString()) && !outcome.error());
        assertThat(retail.order(DemoOrders.PENDING).path("payment_history")).hasSize(2);
    }

    @Test
    void bothVersionsOnOneOrderAtTheSameTimeCancelItOnce() throws Exception {
        var calls = new ArrayList<Callable<ToolOutcome>>();
        for (int i = 0; i < 8; i++) {
            var id = ID.substring(0, 35) + i;
            calls.add(() -> retail.second("cancel_pending_order", cancelling(id)));
            calls.add(() -> retail.call(
                    "cancel_pending_order", "{\"order_id\": \"#W1000003\", \"reason\": \"no longer needed\"}"));
        }

        var outcomes = inParallel(calls);

        assertThat(outcomes.stream().filter(outcome -> !outcome.error())).hasSize(1);
        assertThat(retail.order(DemoOrders.PENDING).path("payment_history")).hasSize(2);
    }

    @Test
    void refundsOfTwoOrdersToOneGiftCardAddUp() throws Exception {
        var data = RetailData.generated(7).shop();
        var byCard = data.orders().stream()
                .filter(order -> order.status().equals("pending") && order.payments().getFirst().methodId().startsWith("gift"))
                .collect(Collectors.groupingBy(order -> order.payments().getFirst().methodId(), TreeMap::new, Collectors.toList()));
        var orders = byCard.values().stream().filter(twins -> twins.size() > 1).findFirst().orElseThrow();
        var card = orders.getFirst().payments().getFirst().methodId();
        var userId = orders.getFirst().userId();
        double before = retail.user(userId).path("payment_methods").path(card).path("balance").doubleValue();

        var outcomes = inParallel(orders.stream()
                .map(order -> (Callable<ToolOutcome>) () -> retail.call(
                        "cancel_pending_order",
                        "{\"order_id\": \"" + order.id() + "\", \"reason\": \"no longer needed\"}"))
                .toList());

        double refunded = orders.stream().mapToDouble(order -> order.payments().getFirst().amount()).sum();
        assertThat(outcomes).hasSizeGreaterThan(1).noneMatch(ToolOutcome::error);
        assertThat(retail.user(userId).path("payment_methods").path(card).path("balance").doubleValue())
                .isCloseTo(before + refunded, offset(0.001));
    }

    private static List<ToolOutcome> inParallel(List<Callable<ToolOutcome>> calls)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<ToolOutcome>();
            for (Future<ToolOutcome> call : threads.invokeAll(calls)) {
                outcomes.add(call.get());
            }
            return outcomes;
        }
    }

    private static ObjectNode arguments(String json) {
        return (ObjectNode) RetailFixture.JSON.readTree(json);
    }

    private static String returning(String requestId, String item) {
        return """
                {"order_id": "#W1000001", "item_ids": ["%s"], "payment_method_id": "gift_card_1000002", "request_id": "%s"}"""
                .formatted(item, requestId);
    }

    private static String cancelling(String requestId) {
        return """
                {"order_id": "#W1000003", "reason": "ordered by mistake", "request_id": "%s"}""".formatted(requestId);
    }
}
