package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import signalbox.testing.Checkout;
import signalbox.testing.Npm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The pinned npm packages as clients, each run as a program of its own.
final class RealClients {
    private static final long LONGEST_SECONDS = 90;

    private RealClients() {}

    /// What a client is to do: list, call, read, get and complete.
    ///
    /// @param prefix what tool and prompt names begin with at the endpoint
    static ObjectNode wanted(String prefix) {
        var wanted = RunningUp.JSON.createObjectNode()
                .put("tool", prefix + "search_articles")
                .put("resource", "knowledge://articles/returns")
                .put("prompt", prefix + "answer_from_articles");
        wanted.putObject("arguments").put("query", "send it back");
        wanted.putObject("promptArguments").put("question", "May I send it back?");
        return wanted;
    }

    /// Runs one of the scripts below `clients` and returns what it has seen.
    static JsonNode seen(String script, ObjectNode wanted) {
        var npm = Npm.installed();
        var file = npm.script(script, text(script));
        return RunningUp.JSON.readTree(run(List.of(npm.node().toString(), file.toString(), wanted.toString())));
    }

    /// What the Inspector's command line prints for one method.
    static JsonNode inspected(List<String> arguments) {
        var npm = Npm.installed();
        var command = new ArrayList<>(List.of(
                npm.node().toString(), npm.file("@modelcontextprotocol/inspector/clients/launcher/build/index.js").toString(), "--cli"));
        command.addAll(arguments);
        return RunningUp.JSON.readTree(run(command));
    }

    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).directory(Checkout.root().toFile()).start();
            process.getOutputStream().close();
            var err = Lines.of(process.getErrorStream());
            var out = Lines.of(process.getInputStream());
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertThat(process.waitFor()).describedAs(out.whole() + "\n" + err.whole()).isZero();
            return out.whole();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }

    private static String text(String script) {
        try (var in = RealClients.class.getResourceAsStream("/clients/" + script)) {
            if (in == null) {
                throw new IllegalStateException("clients/" + script + " is missing among the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
