package signalbox.http.server;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The answer to one request, from whichever thread it comes.
final class PendingResponse implements HttpExchange {
    private final Connection connection;
    private final boolean keepAlive;
    private final boolean chunkable;
    private final boolean toHead;
    private final List<HttpReply.Header> always;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Disconnect departure = new Disconnect();
    private volatile @Nullable ChunkedEventStream stream;

    /// @param always headers that its answer has, whatever it is
    PendingResponse(Connection connection, RequestReader request, List<HttpReply.Header> always) {
        this.connection = connection;
        keepAlive = request.keepAlive();
        chunkable = request.chunkable();
        this.always = always;
        toHead = request.head().method().equals("HEAD");
    }

    @Override
    public void reply(HttpReply reply) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a request was answered twice");
        }
        write(reply);
    }

    @Override
    public void replyUnlessAnswered(HttpReply reply) {
        if (answered.compareAndSet(false, true)) {
            write(reply);
        } else {
            var _ = connection.channel().close(); // the rest of what had begun will never come
        }
    }

    @Override
    public EventStream stream(List<HttpReply.Header> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a request was answered twice");
        }
        var opened = new ChunkedEventStream(connection, keepAlive && chunkable);
        stream = opened;
        var _ = connection.channel().writeAndFlush(NettyResponses.stream(Stream.concat(headers.stream(), always.stream()).toList(), keepAlive, chunkable));
        opened.beat();
        return opened;
    }

    @Override
    public void whenGone(Runnable act) {
        departure.whenGone(act);
    }

    /// The client closed the connection before the answer had ended.
    void gone() {
        var acts = departure.gone();
        writable();
        for (var act : acts) {
            try {
                connection.workers().execute(act);
            } catch (RejectedExecutionException _) {
                act.run(); // the edge is closing
            }
        }
    }

    void writable() {
        var opened = stream;
        if (opened != null) {
            opened.wake();
        }
    }

    private void write(HttpReply reply) {
        connection.onLoop(() -> {
            var _ = connection.channel().writeAndFlush(NettyResponses.of(reply.with(always), keepAlive, toHead))
                    .addListener(_ -> connection.ended(keepAlive));
        });
    }
}
