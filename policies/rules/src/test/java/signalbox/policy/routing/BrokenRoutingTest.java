package signalbox.policy.routing;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.policy.GoldenProblems;
import signalbox.policy.catalogue.ModelCatalogue;

class BrokenRoutingTest {
    @ParameterizedTest
    @ValueSource(strings = {"names", "later", "conditions", "tests", "facts", "timeouts", "expect"})
    void everyMistakeIsToldAtOnce(String file) throws IOException {
        var models = GoldenProblems.sound(ModelCatalogue.read(GoldenProblems.source("catalogue/models.yaml")));

        GoldenProblems.compare(
                "routing/broken/" + file + ".yaml", source -> Routing.read(source, models).found());
    }

    @Test
    void aGroupOfEmbeddingsIsOfOneSpace() throws IOException {
        var models = GoldenProblems.sound(ModelCatalogue.read(GoldenProblems.source("catalogue/embeddings.yaml")));

        GoldenProblems.compare("routing/broken/spaces.yaml", source -> Routing.read(source, models).found());
    }
}
