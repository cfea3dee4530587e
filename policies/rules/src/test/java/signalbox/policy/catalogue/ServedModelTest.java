package signalbox.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.grant.Glob;

class ServedModelTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            gpt-5-mini,                    gpt-5-mini-2026-01-01
            gpt-5-mini,                    openai/gpt-5-mini
            openai/gpt-5-mini,             gpt-5-mini
            gpt-4,                         gpt-4-0613
            gpt-5-2026-01-01,              gpt-5
            claude-3-5-sonnet-latest,      claude-3-5-sonnet-20241022
            claude-sonnet-4-0,             claude-sonnet-4-20250514
            claude-sonnet-4@20250514,      claude-sonnet-4-20250514
            anthropic/claude-sonnet-4.5,   claude-sonnet-4-5-20250929
            us.anthropic.claude-sonnet-4-20250514-v1:0, claude-sonnet-4-20250514
            gemini-2.0-flash,              gemini-2.0-flash-001
            gemini-2.5-pro,                models/gemini-2.5-pro
            gemini-2.5-pro-preview-05-06,  gemini-2.5-pro
            gemini-flash-latest,           gemini-2.5-flash-preview-09-2025
            mistral-large-latest,          mistral-large-2411
            grok-4,                        grok-4-0709
            command-r,                     command-r-08-2024
            deepseek/deepseek-r1:free,     deepseek/deepseek-r1
            deepseek-v4-flash,             deepseek-flash
            qwen3,                         qwen3:latest
            qwen3:8b,                      qwen3:8b
            meta-llama/Llama-3.1-70B-Instruct, Meta-Llama-3.1-70B-Instruct-FP8
            GPT-5,                         gpt-5
            gpt-4o,                        gpt-4o-2024-08-06
            """)
    void theSameModelHasManyNames(String asked, String served) {
        assertThat(ServedModel.of(served, new Naming(asked, ""))).isEqualTo(ServedModel.SAME);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gpt-5,                   gpt-5-mini
            gpt-5-mini,              gpt-5-nano-2026-01-01
            gpt-5,                   gpt-5.1
            gpt-5-2026-01-01,        gpt-5-2026-02-02
            o3,                      o4-mini
            claude-opus-4-1,         claude-haiku-4-5
            claude-opus-4,           claude-opus-4-1-20250805
            claude-opus-4-1,         gpt-5
            gemini-2.5-pro,          gemini-2.5-flash
            qwen3:8b,                qwen3:70b
            llama-3.1-70b-instruct,  llama-3.1-8b-instruct
            deepseek-v4-pro,         deepseek-flash
            """)
    void anotherWordOrVersionIsAnotherModel(String asked, String served) {
        assertThat(ServedModel.of(served, new Naming(asked, ""))).isEqualTo(ServedModel.OTHER);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            our-deployment,  gpt-4o-2024-08-06
            openrouter/auto, anthropic/claude-sonnet-4.5
            gpt-5,           default
            gpt-5,           /models/weights.gguf
            small,           large
            """)
    void ofNamesOfNoFamilyNothingFollows(String asked, String served) {
        assertThat(ServedModel.of(served, new Naming(asked, ""))).isEqualTo(ServedModel.UNCOMPARABLE);
    }

    @Test
    void aNameThatIsWrittenDownIsTheModels() {
        var written = new Naming("deepseek-v4-pro", "", List.of(new Glob("deepseek-flash"), new Glob("gpt-4o*")));

        assertThat(ServedModel.of("deepseek-flash", written)).isEqualTo(ServedModel.SAME);
        assertThat(ServedModel.of("gpt-4o-mini", written)).isEqualTo(ServedModel.SAME);
        assertThat(ServedModel.of("deepseek-lite", written)).isEqualTo(ServedModel.OTHER);
    }

    @Test
    void aLongNameIsNoWork() {
        assertThat(ServedModel.of("gpt-" + "1-".repeat(1_000_000), new Naming("gpt-5", ""))).isEqualTo(ServedModel.OTHER);
    }
}
