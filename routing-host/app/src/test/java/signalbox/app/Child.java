package signalbox.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import signalbox.testing.Checkout;

/// The product as a child process, started from the class path of this test as `./signalbox` starts it.
public final class Child implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Child(Process process) {
        this.process = process;
        out = Lines.of(process.getInputStream());
        err = Lines.of(process.getErrorStream());
    }

    /// What a command that ended left.
    public record Ended(int code, String out, String err) {}

    /// The command line that `./signalbox` with these arguments comes to.
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Dsignalbox.home=" + Checkout.root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "signalbox.app.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    static Child start(String... arguments) {
        return started(command(arguments));
    }

    static Child started(List<String> command) {
        var builder = new ProcessBuilder(command).directory(Checkout.root().toFile());
        List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "SIGNALBOX_LOG").forEach(builder.environment()::remove);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command to its end.
    public static Ended run(String... arguments) throws InterruptedException {
        try (var child = start(arguments)) {
            return child.ended();
        }
    }

    /// Runs a command to its end in this process, where starting one would be most of the test.
    static Ended runHere(String... arguments) {
        System.setProperty("signalbox.home", Checkout.root().toString()); // as the script says it
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Ended(code, out.toString().stripTrailing(), err.toString().stripTrailing());
    }

    Lines out() {
        return out;
    }

    Lines err() {
        return err;
    }

    /// Writes a line to its standard input.
    void say(String line) throws IOException {
        var in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    long pid() {
        return process.pid();
    }

    /// SIGTERM.
    void stop() {
        process.destroy();
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Ended ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process has not ended: " + out.soFar() + "\n" + err.soFar());
        }
        return new Ended(process.exitValue(), out.whole(), err.whole());
    }

    /// Ends what still runs, orderly if it can.
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
