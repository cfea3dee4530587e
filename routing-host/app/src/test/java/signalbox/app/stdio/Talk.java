package signalbox.app.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// An assistant at one end of a pipe, and whatever the test puts at the other.
final class Talk implements AutoCloseable {
    private final PipedOutputStream in = new PipedOutputStream();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final InstallationEndpoint upstream;
    private final Pipe pipe;
    private final Thread reading;

    Talk(InstallationEndpoint.Place place, TokenFile token) throws IOException {
        var source = new PipedInputStream(in, 1 << 20);
        upstream = new InstallationEndpoint(place, token);
        pipe = new Pipe(
                upstream, new MessageWriter(new Heard(), () -> {}),
                new Diagnostics(new PrintStream(told, true, StandardCharsets.UTF_8)));
        reading = Thread.startVirtualThread(() -> {
            try {
                pipe.run(source);
            } catch (IOException | InterruptedException _) {
                // the talk is over
            }
        });
    }

    /// A file that can be read by its owner only.
    static TokenFile token(Path folder, String text) throws IOException {
        var file = folder.resolve("token");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
        return new TokenFile(file, file.resolveSibling("data"));
    }

    void say(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /// A request of revision 2026-07-28.
    void ask(int id, String method, String params) throws IOException {
        var more = params.isEmpty() ? "" : params + ",";
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + more
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}");
    }

    /// The next line of the pipe.
    String heard() throws InterruptedException {
        var line = heard.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was said; on standard error: " + told());
        }
        return line;
    }

    JsonNode message() throws InterruptedException {
        return HeldEndpoint.JSON.readTree(heard());
    }

    /// What a person reads.
    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    /// All that was said and not heard yet.
    List<JsonNode> ended() {
        return heard.stream().map(HeldEndpoint.JSON::readTree).toList();
    }

    void end(Duration longest) throws IOException, InterruptedException {
        in.close();
        reading.join();
        pipe.end(longest);
    }

    @Override
    public void close() throws IOException {
        in.close();
        reading.interrupt();
        upstream.close();
    }

    private final class Heard extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (b == '\n') {
                heard.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
