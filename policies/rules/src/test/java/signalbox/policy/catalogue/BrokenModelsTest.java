package signalbox.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.policy.GoldenProblems;
import signalbox.source.Problem;

class BrokenModelsTest {
    @ParameterizedTest
    @ValueSource(strings = {"forms", "secrets", "toy", "embeddings"})
    void everyMistakeIsToldAtOnce(String file) throws IOException {
        GoldenProblems.compare("catalogue/broken/" + file + ".yaml", source -> ModelCatalogue.read(source).found());
    }

    @Test
    void aSecretThatWasWrittenOutIsNeverRepeated() {
        var found = ModelCatalogue.read(GoldenProblems.source("catalogue/broken/secrets.yaml")).found();

        assertThat(Problem.rendered(found))
                .doesNotContain("this-is-a")
                .doesNotContain("Bearer")
                .doesNotContain("123456789");
    }
}
