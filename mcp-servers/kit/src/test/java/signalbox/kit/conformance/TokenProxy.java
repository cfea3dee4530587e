package signalbox.kit.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Adds a token to each request and changes nothing else of it; Host and Origin stay as they came.
final class TokenProxy implements AutoCloseable {
    private final ServerSocket listening;

    TokenProxy() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    void start(int target, String token) {
        Thread.startVirtualThread(() -> {
            while (!listening.isClosed()) {
                try {
                    var client = listening.accept();
                    Thread.startVirtualThread(() -> relay(client, target, token));
                } catch (IOException _) {
                    return; // closed
                }
            }
        });
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One request for each connection: the answer says that the connection ends with it.
    private static void relay(Socket client, int target, String token) {
        try (client; var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var up = Thread.startVirtualThread(() -> {
                try {
                    var out = server.getOutputStream();
                    out.write(withToken(head(client.getInputStream()), token));
                    copy(client.getInputStream(), out);
                    server.shutdownInput(); // the client has gone: this ends the relay below
                } catch (IOException _) {
                    // either side has gone
                }
            });
            copy(server.getInputStream(), client.getOutputStream());
            up.interrupt();
        } catch (IOException _) {
            // either side has gone
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole head");
            }
            head.write(next);
        }
        return head.toByteArray();
    }

    private static byte[] withToken(byte[] head, String token) {
        var text = new String(head, StandardCharsets.ISO_8859_1).replaceAll("(?im)^connection:.*\r\n", "");
        return text.replaceFirst("\r\n", "\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }
}
