package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The boundary examples that come with the benchmark's records.
class BoundaryTest {
    private final RetailFixture retail = RetailFixture.with(RetailFixture.benchmark());

    @Test
    void theLastVariantWins() {
        retail.call("modify_pending_order_items", """
                {"order_id": "#W5918442", "item_ids": ["1725100896", "5312063289"],
                 "new_item_ids": ["9007697085", "6843647669"], "payment_method_id": "credit_card_5051208"}""");

        var order = retail.call("get_order_details", "{\"order_id\": \"#W5918442\"}").text();
        assertThat(order).contains(
                "{\"transaction_type\": \"payment\", \"amount\": 14.249999999999943, \"payment_method_id\": \"credit_card_5051208\"}",
                "\"item_id\": \"9007697085\", \"price\": 180.1, \"options\": {\"deck material\": \"bamboo\", \"length\": \"28 inch\", \"design\": \"graphic\"}",
                "\"item_id\": \"6843647669\", \"price\": 180.1");
    }

    @Test
    void aChainOfIdsEndsAtItsLast() {
        retail.call("modify_pending_order_items", """
                {"order_id": "#W5918442", "item_ids": ["1586641416", "6117189161"],
                 "new_item_ids": ["6117189161", "6700049080"], "payment_method_id": "credit_card_5051208"}""");

        var order = retail.order("#W5918442");
        assertThat(order.at("/items/2/item_id").stringValue()).isEqualTo("6700049080");
        assertThat(order.at("/items/2/price").doubleValue()).isEqualTo(466.75);
        assertThat(order.at("/items/3/item_id").stringValue()).isEqualTo("6117189161");
        assertThat(order.at("/items/3/price").doubleValue()).isEqualTo(481.5);
        assertThat(order.at("/payment_history/1/transaction_type").stringValue()).isEqualTo("refund");
        assertThat(order.at("/payment_history/1/amount").doubleValue()).isEqualTo(30.639999999999986);
    }

    @Test
    void aRefundIsRefundedAgain() {
        retail.call("modify_pending_order_payment",
                "{\"order_id\": \"#W6779827\", \"payment_method_id\": \"credit_card_9789590\"}");
        var between = balance("gift_card_7219486");

        retail.call("cancel_pending_order", "{\"order_id\": \"#W6779827\", \"reason\": \"ordered by mistake\"}");

        assertThat(between).isEqualTo(4128.45);
        assertThat(balance("gift_card_7219486")).isEqualTo(12287.35);
        assertThat(retail.order("#W6779827").path("payment_history")).hasSize(6);
    }

    @Test
    void aDifferenceCanBeNegativeZero() {
        var outcome = retail.call("exchange_delivered_order_items", """
                {"order_id": "#W4817420", "item_ids": ["6777246137", "4900661478", "9624127908"],
                 "new_item_ids": ["7533802601", "8018699955", "7602931732"], "payment_method_id": "gift_card_8168843"}""");

        var readAgain = retail.call("get_order_details", "{\"order_id\": \"#W4817420\"}");
        assertThat(outcome.text()).contains("\"exchange_price_difference\": -0.0,");
        assertThat(readAgain.text()).isEqualTo(outcome.text());
    }

    @Test
    void noDifferenceIsARefundOfZero() {
        var outcome = retail.call("modify_pending_order_items", """
                {"order_id": "#W5762451", "item_ids": ["9838673490"], "new_item_ids": ["7184044281"],
                 "payment_method_id": "gift_card_4544711"}""");

        assertThat(outcome.text()).contains(
                "{\"transaction_type\": \"refund\", \"amount\": 0.0, \"payment_method_id\": \"gift_card_4544711\"}",
                "\"status\": \"pending (item modified)\"");
    }

    private double balance(String giftCard) {
        var user = retail.user(retail.order("#W6779827").path("user_id").stringValue());
        return user.path("payment_methods").path(giftCard).path("balance").doubleValue();
    }
}
