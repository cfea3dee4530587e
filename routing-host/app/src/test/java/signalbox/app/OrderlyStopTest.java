package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stop signal while requests are being served.
class OrderlyStopTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRunThatIsBeingServedEndsAndItsCallerGetsTheAnswer() throws Exception {
        try (var provider = new HeldProvider()) {
            var policies = PolicyFolder.held(folder.resolve("policies"), provider);
            try (var up = RunningUp.start(folder.resolve("data"), policies.path())) {
                var run = up.running(up.firstToken(), "What is in order #W1000001?");
                var asked = provider.next();

                up.child().stop();
                up.awaitNoNewConnection();
                asked.call("get_order_details", "{\"order_id\":\"#W1000001\"}");
                provider.next().say("A lamp.");

                var ended = run.get(60, TimeUnit.SECONDS);
                assertThat(ended.path("status").asString()).isEqualTo("completed");
                assertThat(ended.path("steps").get(0).path("tool_calls").get(0).path("decision").asString()).isEqualTo("allow");
                assertThat(up.child().ended().code()).isZero();
            }
        }
    }

    @Test
    void aRunThatDoesNotEndIsWaitedForOnlySoLong() throws Exception {
        try (var provider = new HeldProvider()) {
            var policies = PolicyFolder.held(folder.resolve("policies"), provider);
            var data = Files.createDirectory(folder.resolve("data"));
            Files.writeString(data.resolve("signalbox.yaml"), "signalbox:\n  shutdown: {calls: 100ms}\n");
            try (var up = RunningUp.start(data, policies.path())) {
                var _ = up.running(up.firstToken(), "What is in order #W1000001?");
                provider.next();

                up.child().stop();

                assertThat(up.child().ended().code()).isZero();
                assertThat(data.resolve("run.json")).doesNotExist();
            }
        }
    }
}
