package signalbox.host.station;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in front of a server and loses the answers of so many calls: they arrive, and the connection breaks.
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final AtomicInteger toCut = new AtomicInteger();

    public CuttingProxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/mcp");
    }

    public void cut(int answers) {
        toCut.set(answers);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                var cut = new AtomicInteger();
                Thread.startVirtualThread(() -> pump(client, server, cut, true));
                Thread.startVirtualThread(() -> pump(server, client, cut, false));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicInteger cut, boolean requests) {
        var buffer = new byte[65_536];
        try (from; to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                var text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (requests && text.contains("\"tools/call\"") && toCut.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    cut.set(1);
                }
                if (!requests && cut.get() == 1 && text.contains("data:")) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException _) {
            // The other side is gone, which ends this one.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
