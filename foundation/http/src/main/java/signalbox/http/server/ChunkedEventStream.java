package signalbox.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Events on a connection. While nothing is sent, a comment goes out now and then, so that nobody in between takes the
/// connection for dead.
final class ChunkedEventStream implements EventStream {
    private static final byte[] MESSAGE = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final SocketChannel channel;
    private final boolean keepAlive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> heartbeat;

    ChunkedEventStream(Connection connection, boolean keepAlive) {
        this.connection = connection;
        this.channel = connection.channel();
        this.keepAlive = keepAlive;
    }

    @Override
    public boolean send(byte[]... message) {
        return sent(MESSAGE, message);
    }

    @Override
    public boolean sendData(byte[]... message) {
        return sent(DATA, message);
    }

    @Override
    public boolean sendEvent(String type, byte[]... message) {
        return sent(("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8), message);
    }

    @Override
    public boolean sendEvent(String id, String type, byte[]... message) {
        return sent(("id: " + id + "\nevent: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8), message);
    }

    private boolean sent(byte[] start, byte[]... message) {
        if (ended.get() || !awaitRoom()) {
            return false;
        }
        write(start, message);
        return true;
    }

    @Override
    public boolean offer(byte[] message) {
        boolean sent = !ended.get() && channel.isWritable();
        if (sent) {
            write(MESSAGE, message);
        }
        return sent;
    }

    @Override
    public void end() {
        if (ended.compareAndSet(false, true)) {
            var beating = heartbeat;
            if (beating != null) {
                beating.cancel(false);
            }
            connection.onLoop(() -> {
                var _ = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener(_ -> connection.ended(keepAlive));
            });
        }
    }

    @Override
    public void abandon() {
        var _ = channel.close();
    }

    void beat() {
        long every = connection.limits().heartbeat().toMillis();
        heartbeat = channel.eventLoop().scheduleAtFixedRate(this::comment, every, every, TimeUnit.MILLISECONDS);
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] start, byte[]... message) {
        var pieces = new byte[message.length + 2][];
        pieces[0] = start;
        System.arraycopy(message, 0, pieces, 1, message.length);
        pieces[message.length + 1] = END;
        var _ = channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(pieces)));
    }

    private void comment() {
        if (!channel.isActive()) {
            var beating = heartbeat;
            if (beating != null) {
                beating.cancel(false);
            }
        } else if (channel.isWritable()) {
            ByteBuf bytes = Unpooled.wrappedBuffer(COMMENT);
            var _ = channel.writeAndFlush(new DefaultHttpContent(bytes));
        }
    }

    /// Waits until the client reads, or its connection is given up.
    private boolean awaitRoom() {
        if (channel.isWritable()) {
            return true;
        }
        lock.lock();
        try {
            while (channel.isActive() && !channel.isWritable()) {
                changed.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        return channel.isActive();
    }
}
