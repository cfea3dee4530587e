package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.testing.Checkout;

/// Every command that the README shows in a `bash` block is run here as it stands, one after the other, but for the
/// addresses; `up` runs beside them.
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
    private static final String UP = "./signalbox up";
    private static final Map<String, String> EXPECTED = Map.of(
            "./signalbox demo", "Every step did what it should.",
            "export TOKEN=$(./signalbox token create", "token=sbx_",
            "curl -s http://127.0.0.1:8080/v1/runs", "\"status\":\"completed\"",
            "curl -s http://127.0.0.1:8080/v1/chat/completions", "\"finish_reason\":\"stop\"",
            "./signalbox check", "0 errors",
            "./signalbox explain", "rule 'plan'",
            "./signalbox log", "nothing was denied in that time");

    @Test
    void everyCommandDoesWhatTheReadmeSays(@TempDir Path state) throws Exception {
        var root = Checkout.root();
        var blocks = BLOCK.matcher(Files.readString(root.resolve("README.md")))
                .results()
                .map(block -> block.group(1).strip())
                .filter(block -> !block.equals(UP))
                .toList();

        try (var up = RunningUp.start(state.resolve("signalbox"), root.resolve("policies/demo"))) {
            var output = played(script(blocks, up.host()), state);

            assertThat(blocks).hasSameSizeAs(EXPECTED.keySet());
            assertThat(blocks).allSatisfy(block -> assertThat(EXPECTED.keySet()).anyMatch(block::startsWith));
            assertThat(EXPECTED.values()).allSatisfy(text -> assertThat(output).contains(text));
            assertThat(output).endsWith("the end\n");
        }
    }

    /// The blocks as one script; `RUN` is the run that the block before `explain` gave.
    private static String script(List<String> blocks, String host) {
        var script = new StringBuilder("set -euo pipefail\n");
        for (var block : blocks) {
            var line = block.replace("http://127.0.0.1:8080", host).replace("./signalbox", "signalbox");
            if (block.startsWith("export TOKEN=")) {
                script.append(line).append("\necho token=$TOKEN\n");
            } else if (block.contains("/v1/runs")) {
                script.append("ANSWER=$(").append(line).append(")\necho \"$ANSWER\"\n")
                        .append("RUN=$(grep -o 'run_[0-9A-Za-z]*' <<<\"$ANSWER\")\n");
            } else {
                script.append(line).append("\necho\n");
            }
        }
        return script.append("echo the end\n").toString();
    }

    private static String played(String script, Path state) throws IOException, InterruptedException {
        var file = Files.writeString(state.resolve("readme.sh"), """
                signalbox() { "$JAVA" -cp "$CLASSES" -Dsignalbox.home="$PWD" signalbox.app.Main "$@"; }
                """ + script);
        var builder = new ProcessBuilder("bash", file.toString()).directory(Checkout.root().toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        builder.environment().put("XDG_STATE_HOME", state.toString());
        List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY").forEach(builder.environment()::remove);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }
}
