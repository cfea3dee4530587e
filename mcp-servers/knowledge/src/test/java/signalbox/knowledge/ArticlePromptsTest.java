package signalbox.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.policy.permission.PrincipalName;

class ArticlePromptsTest {
    @Test
    void theQuestionStandsInThePromptAsItWasAsked() {
        var made = made("Can I return %s a lamp? {question}");

        assertThat(made).isInstanceOf(PromptAnswer.Messages.class);
        assertThat(made.toString()).contains("Can I return %s a lamp? {question}", "with knowledge__search_articles, and read those that fit with knowledge__read_article.");
    }

    @Test
    void aQuestionThatIsNoneOrTooLongIsRefused() {
        assertThat(made("  ")).isEqualTo(new PromptAnswer.Unfit("'question' is a text of 1 to 4000 characters."));
        assertThat(made("x".repeat(4_001))).isInstanceOf(PromptAnswer.Unfit.class);
    }

    private static PromptAnswer made(String question) {
        return new ArticlePrompts().get(new PromptRequest(
                "answer_from_articles", Map.of("question", question), PrincipalName.parse("agent:reader"), Client.SILENT,
                InputResponses.NONE, "knowledge__"::concat));
    }
}
