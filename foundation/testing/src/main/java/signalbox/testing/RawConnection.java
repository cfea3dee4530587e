package signalbox.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A connection written by hand: it stays open, sends what no client library would, and reads an answer piece by piece.
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final int port;
    private boolean chunked;
    private long left;
    private int comments;

    private RawConnection(int port, int receiveBuffer) {
        this.port = port;
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawConnection to(int port) {
        return new RawConnection(port, 0);
    }

    /// One whose system keeps little of what it has not read yet.
    public static RawConnection narrow(int port) {
        return new RawConnection(port, 4096);
    }

    /// Waits so long for each piece of an answer, instead of half a minute.
    public RawConnection patient(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return this;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes, each as the character of that number; whether the other side still takes them.
    public boolean write(String latin) {
        try {
            socket.getOutputStream().write(latin.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// A request with the `Host` and `Content-Length` that belong to it, where it has none of its own.
    public void send(Request request) {
        write(head(request) + request.body());
    }

    /// The head alone: the body that it promises does not come.
    public void sendHead(Request request) {
        write(head(request));
    }

    /// The next answer; null where the connection ends without one.
    public @Nullable Reply reply() {
        var head = head();
        if (head == null) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        for (int b = bodyByte(); b >= 0; b = bodyByte()) {
            bytes.write(b);
        }
        return new Reply(status(head), head, bytes.toString(StandardCharsets.UTF_8));
    }

    /// The next answer, which must come.
    public Reply answer() {
        var reply = reply();
        if (reply == null) {
            throw new AssertionError("the connection ended without an answer");
        }
        return reply;
    }

    /// The head of the next answer, whose body is read by `event`; null where the connection ends without one.
    public @Nullable String head() {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = byteOrEnd();
            if (b < 0) {
                return null;
            }
            head.append((char) b);
        }
        begin(head.toString());
        return head.substring(0, head.length() - 4);
    }

    /// The next message of an event stream; null at its end.
    public @Nullable JsonNode event() {
        for (var line = line(); line != null; line = line()) {
            if (line.startsWith(":")) {
                comments++;
            } else if (line.startsWith("data: ")) {
                return JsonMapper.shared().readTree(line.substring("data: ".length()));
            }
        }
        return null;
    }

    /// Reads one line of a stream, such as a comment; null at its end.
    public @Nullable String line() {
        var bytes = new ByteArrayOutputStream();
        for (int b = bodyByte(); b != '\n'; b = bodyByte()) {
            if (b < 0) {
                return null;
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Reads a body of so many bytes, resting after each 16 KiB; how many came.
    public int drain(int bytes, Duration rest) {
        int read = 0;
        while (read < bytes && bodyByte() >= 0) {
            read++;
            if (read % (16 << 10) == 0) {
                LockSupport.parkNanos(rest.toNanos());
            }
        }
        return read;
    }

    /// How many comments `event` has passed over.
    public int comments() {
        return comments;
    }

    /// Waits until the other side closes; false where more comes instead.
    public boolean isClosedByPeer() {
        return byteOrEnd() < 0;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it by a reset, as a program that is killed does.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    private String head(Request request) {
        var head = new StringBuilder(request.method() + " " + request.path() + " HTTP/1.1\r\n");
        if (!has(request, "host")) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        request.headers().forEach(header -> head.append(header).append("\r\n"));
        if (!has(request, "content-length") && !has(request, "transfer-encoding")) {
            head.append("Content-Length: ").append(request.body().length()).append("\r\n");
        }
        return new String(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean has(Request request, String name) {
        return request.headers().stream().anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith(name + ":"));
    }

    private static int status(String head) {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    private void begin(String head) {
        var lower = head.toLowerCase(Locale.ROOT);
        chunked = lower.contains("\r\ntransfer-encoding: chunked\r\n");
        int length = lower.indexOf("\r\ncontent-length: ");
        if (chunked || status(head) == 100) {
            left = 0;
        } else if (length < 0) {
            left = Long.MAX_VALUE;
        } else {
            int from = length + "\r\ncontent-length: ".length();
            left = Long.parseLong(lower.substring(from, lower.indexOf("\r\n", from)));
        }
    }

    private int bodyByte() {
        if (left == 0 && chunked) {
            left = Long.parseLong(rawLine(), 16);
            if (left == 0) {
                chunked = false;
                rawLine();
                return -1;
            }
            left += 2;
        }
        if (left == 0) {
            return -1;
        }
        left--;
        int b = byteOrEnd();
        if (chunked && left == 2) {
            byteOrEnd();
            byteOrEnd();
            left = 0;
        }
        return b;
    }

    private String rawLine() {
        var line = new StringBuilder();
        for (int b = byteOrEnd(); b != '\n'; b = byteOrEnd()) {
            if (b < 0) {
                throw new AssertionError("the connection ended within a chunked body");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private int byteOrEnd() {
        try {
            return in.read();
        } catch (SocketException _) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
