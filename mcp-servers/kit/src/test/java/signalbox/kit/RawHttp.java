package signalbox.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP written by hand, so that a test can send what no client library would.
final class RawHttp {
    private RawHttp() {}

    /// What came back: the event of an event stream counts as the body.
    record Reply(int status, String head, String body) {
        JsonNode json() {
            var data = body.lines().filter(line -> line.startsWith("data: ")).map(line -> line.substring(6)).findFirst();
            return JsonMapper.shared().readTree(data.orElse(body));
        }

        @Nullable String header(String name) {
            var start = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length())).findFirst().orElse(null);
        }
    }

    /// @param body its bytes, each as the character of that number
    record Request(String method, String path, List<String> headers, String body) {
        static Request of(String method, String path) {
            return new Request(method, path, List.of(), "");
        }

        Request with(String header) {
            var more = new ArrayList<>(headers);
            more.add(header);
            return new Request(method, path, more, body);
        }

        Request body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Request body(byte[] bytes) {
            return new Request(method, path, headers, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    static Reply send(int port, Request request) {
        var head = new StringBuilder(request.method() + " " + request.path() + " HTTP/1.1\r\n");
        if (request.headers().stream().noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("host:"))) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        request.headers().forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(request.body().length()).append("\r\nConnection: close\r\n\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            var out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            try {
                out.write(request.body().getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            } catch (IOException _) {
                // refused before the body was read: the answer is there all the same
            }
            return parse(everything(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] everything(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        var buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (SocketException _) {
            // reset after the answer
        }
        return bytes.toByteArray();
    }

    private static Reply parse(byte[] bytes) {
        var latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf("\r\n\r\n");
        var head = latin.substring(0, end);
        int status = Integer.parseInt(head.split(" ", 3)[1]);
        var body = latin.substring(end + 4);
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        var plain = (chunked ? unchunked(body) : body).getBytes(StandardCharsets.ISO_8859_1);
        return new Reply(status, head, new String(plain, StandardCharsets.UTF_8));
    }

    private static String unchunked(String body) {
        var plain = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            plain.append(body, line + 2, line + 2 + size);
            at = size == 0 ? body.length() : line + 2 + size + 2;
        }
        return plain.toString();
    }
}
