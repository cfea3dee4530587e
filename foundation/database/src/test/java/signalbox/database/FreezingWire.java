package signalbox.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands in front of a database and, once frozen, passes nothing on and closes nothing: a network that has gone away.
final class FreezingWire implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private volatile boolean frozen;

    FreezingWire(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.startVirtualThread(() -> pump(client, server));
                Thread.startVirtualThread(() -> pump(server, client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[65_536];
        try (from; to) {
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                if (!frozen) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException _) {
            // One end is gone, so the other goes too.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
