package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Version 1 on the generated data: texts, checks and arguments.
class ToolsV1Test {
    private final RetailFixture retail = RetailFixture.with(RetailData.generated(7));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "get_order_details|{}|RetailTools.get_order_details() missing 1 required positional argument: 'order_id'",
        "get_order_details|{'x': 1, 'order_id': ''}|RetailTools.get_order_details() got an unexpected keyword argument 'x'",
        "get_order_details|{'x': 1}|RetailTools.get_order_details() got an unexpected keyword argument 'x'",
        "list_all_product_types|{'x': 1}|RetailTools.list_all_product_types() got an unexpected keyword argument 'x'",
        "cancel_pending_order|{}|RetailTools.cancel_pending_order() missing 2 required positional arguments: 'order_id' and 'reason'",
        "modify_pending_order_address|{'order_id': '', 'address1': ''}|RetailTools.modify_pending_order_address() missing 5 required positional arguments: 'address2', 'city', 'state', 'country', and 'zip'",
        "get_order_details|{'order_id': 'W1000001'}|Order not found",
        "get_user_details|{'user_id': 'nobody'}|User not found",
        "get_product_details|{'product_id': '1000000007'}|Product not found",
        "get_item_details|{'item_id': '7000000001'}|Item not found",
        "find_user_id_by_email|{'email': 'nobody@example.com'}|User not found",
        "find_user_id_by_name_zip|{'first_name': 'Mara', 'last_name': 'Lindgren', 'zip': '97202'}|User not found",
        "calculate|{'expression': '1/0'}|division by zero",
        "cancel_pending_order|{'order_id': '#W1000001', 'reason': 'no longer needed'}|Non-pending order cannot be cancelled",
        "cancel_pending_order|{'order_id': '#W1000003', 'reason': 'why not'}|Invalid reason",
        "modify_pending_order_payment|{'order_id': '#W1000003', 'payment_method_id': 'paypal_1000003'}|The new payment method should be different from the current one",
        "modify_pending_order_payment|{'order_id': '#W1000003', 'payment_method_id': 'credit_card_1000001'}|Payment method not found",
        "modify_pending_order_payment|{'order_id': '#W1000004', 'payment_method_id': 'paypal_1000003'}|Non-pending order cannot be modified",
        "modify_pending_order_items|{'order_id': '#W1000003', 'item_ids': ['1'], 'new_item_ids': [], 'payment_method_id': ''}|1 not found",
        "modify_pending_order_items|{'order_id': '#W1000003', 'item_ids': [], 'new_item_ids': ['1'], 'payment_method_id': ''}|The number of items to be exchanged should match",
        "exchange_delivered_order_items|{'order_id': '#W1000001', 'item_ids': ['1'], 'new_item_ids': [], 'payment_method_id': ''}|Number of 1 not found.",
        "exchange_delivered_order_items|{'order_id': '#W1000001', 'item_ids': [], 'new_item_ids': ['1'], 'payment_method_id': ''}|The number of items to be exchanged should match.",
        "exchange_delivered_order_items|{'order_id': '#W1000001', 'item_ids': ['1000000007'], 'new_item_ids': ['2530864207'], 'payment_method_id': ''}|Variant not found",
        "exchange_delivered_order_items|{'order_id': '#W1000001', 'item_ids': [], 'new_item_ids': [], 'payment_method_id': 'x'}|Payment method not found",
        "exchange_delivered_order_items|{'order_id': '#W1000003', 'item_ids': [], 'new_item_ids': [], 'payment_method_id': 'x'}|Non-delivered order cannot be exchanged",
        "return_delivered_order_items|{'order_id': '#W1000003', 'item_ids': [], 'payment_method_id': 'x'}|Non-delivered order cannot be returned",
        "return_delivered_order_items|{'order_id': '#W1000001', 'item_ids': ['1'], 'payment_method_id': 'gift_card_1000002'}|Some item not found"
    })
    void aRefusalIsToldInTheseWords(String tool, String arguments, String message) {
        var before = retail.fingerprints();

        var outcome = retail.call(tool, arguments.replace('\'', '"'));

        assertThat(outcome.text()).isEqualTo("Error: " + message);
        assertThat(outcome.error()).isTrue();
        assertThat(retail.fingerprints()).isEqualTo(before);
    }

    @Test
    void findersFoldCaseAndTakeTheZipAsItIs() {
        assertThat(retail.call("find_user_id_by_email", "{\"email\": \"MARA.Lindgren@Example.COM\"}").text())
                .isEqualTo("mara_lindgren_4821");
        assertThat(retail.call(
                        "find_user_id_by_name_zip",
                        "{\"first_name\": \"mARA\", \"last_name\": \"LINDGREN\", \"zip\": \"97201\"}").text())
                .isEqualTo("mara_lindgren_4821");
    }

    @Test
    void anAddressKeepsEveryCharacterAndIsWrittenInAscii() {
        var outcome = retail.call("modify_user_address", """
                {"user_id": "mara_lindgren_4821", "address1": "Gr\u00fcner Weg \ud83d\ude00\\u0000\\ud800\\u007f", "address2": "", "city": "\\"C\\"",
                 "state": "OR", "country": "USA", "zip": " 1"}""");

        assertThat(outcome.text()).contains(
                "{\"address1\": \"Gr\\u00fcner Weg \\ud83d\\ude00\\u0000\\ud800\\u007f\", \"address2\": \"\", \"city\": \"\\\"C\\\"\", \"country\": \"USA\"");
        assertThat(retail.call(
                        "find_user_id_by_name_zip",
                        "{\"first_name\": \"Mara\", \"last_name\": \"Lindgren\", \"zip\": \" 1\"}").text())
                .isEqualTo("mara_lindgren_4821");
    }

    @Test
    void whatNoColumnCanHoldIsNotFound() {
        assertThat(retail.call("get_order_details", "{\"order_id\": \"\\u0000\"}").text()).isEqualTo("Error: Order not found");
        assertThat(retail.call("get_user_details", "{\"user_id\": \"\\ud800\"}").text()).isEqualTo("Error: User not found");
        assertThat(retail.call("find_user_id_by_email", "{\"email\": \"\\u0000\"}").text()).isEqualTo("Error: User not found");
    }

    @Test
    void emptyListsExchangeNothingForAnIntegerZero() {
        var outcome = retail.call("exchange_delivered_order_items", """
                {"order_id": "#W1000001", "item_ids": [], "new_item_ids": [], "payment_method_id": "credit_card_1000001"}""");

        assertThat(outcome.text()).endsWith(
                "\"exchange_items\": [], \"exchange_new_items\": [], \"exchange_payment_method_id\": \"credit_card_1000001\","
                        + " \"exchange_price_difference\": 0, \"return_items\": null, \"return_payment_method_id\": null}");
    }

    @Test
    void emptyListsModifyNothingForARefundOfZero() {
        var outcome = retail.call("modify_pending_order_items", """
                {"order_id": "#W1000003", "item_ids": [], "new_item_ids": [], "payment_method_id": "gift_card_1000005"}""");

        assertThat(outcome.text()).contains(
                "{\"transaction_type\": \"refund\", \"amount\": 0.0, \"payment_method_id\": \"gift_card_1000005\"}]",
                "\"status\": \"pending (item modified)\"");
    }

    @Test
    void aReturnToTheGiftCardIsTaken() {
        var outcome = retail.call("return_delivered_order_items", """
                {"order_id": "#W1000001", "item_ids": ["2530864207", "1000000007"], "payment_method_id": "gift_card_1000002"}""");

        assertThat(outcome.text()).endsWith(
                "\"return_items\": [\"1000000007\", \"2530864207\"], \"return_payment_method_id\": \"gift_card_1000002\"}");
        assertThat(outcome.structured()).isNull();
    }

    @Test
    void handingOverChangesNothing() {
        assertThat(retail.call("transfer_to_human_agents", "{\"summary\": \"\"}").text()).isEqualTo("Transfer successful");
    }
}
