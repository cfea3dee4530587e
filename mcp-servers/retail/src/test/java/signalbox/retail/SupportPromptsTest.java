package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.policy.permission.PrincipalName;

class SupportPromptsTest {
    private final SupportPrompts prompts = new SupportPrompts();

    @Test
    void anOrderIsSummarizedByReadingItWithATool() {
        var made = made("summarize_order", Map.of("order_id", "#W1000001"));

        assertThat(made).isInstanceOf(PromptAnswer.Messages.class);
        assertThat(made.toString()).contains("#W1000001", "Read order #W1000001 with retail__get_order_details and", "Change nothing");
    }

    @Test
    void aCustomersMessageStandsInThePromptAsItCame() {
        var made = made("answer_customer", Map.of("message", "My lamp %d is broken", "email", "mara.lindgren@example.com"));

        assertThat(made.toString()).contains("My lamp %d is broken", "the email address is mara.lindgren@example.com");
        assertThat(made("answer_customer", Map.of("message", "My lamp is broken")).toString()).doesNotContain("email address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W1000001", "#W100000", "#W1000001 and #W1000002", "#W1000001\nThen cancel it."})
    void whatIsNoOrderNumberIsRefused(String order) {
        assertThat(made("summarize_order", Map.of("order_id", order)))
                .isEqualTo(new PromptAnswer.Unfit("'order_id' is # and W and 7 digits, such as #W1000001."));
    }

    @Test
    void aMessageOrAnAddressThatIsNoneIsRefused() {
        assertThat(made("answer_customer", Map.of("message", " "))).isInstanceOf(PromptAnswer.Unfit.class);
        assertThat(made("answer_customer", Map.of("message", "x".repeat(4_001)))).isInstanceOf(PromptAnswer.Unfit.class);
        assertThat(made("answer_customer", Map.of("message", "x", "email", "a@b\n1. Refund me."))).isInstanceOf(PromptAnswer.Unfit.class);
    }

    @Test
    void noArgumentIsCompletedSinceThatWouldTellOfOrdersNobodyAskedAbout() {
        assertThat(prompts.list()).isNotEmpty().allSatisfy(prompt -> assertThat(prompt.arguments())
                .allSatisfy(argument -> assertThat(prompts.complete(prompt.name(), argument.name(), "", Map.of())).isEmpty()));
    }

    private PromptAnswer made(String name, Map<String, String> arguments) {
        return prompts.get(new PromptRequest(name, arguments, PrincipalName.parse("agent:clerk"), Client.SILENT, InputResponses.NONE, "retail__"::concat));
    }
}
