package signalbox.kit.http;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The answer to one request, from whichever thread it comes.
final class Answering implements Exchange {
    private final Connection connection;
    private final boolean keepAlive;
    private final boolean chunkable;
    private final boolean toHead;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Departure departure = new Departure();
    private volatile @Nullable ChunkedEvents stream;

    Answering(Connection connection, Incoming request) {
        this.connection = connection;
        keepAlive = request.keepAlive();
        chunkable = request.chunkable();
        toHead = request.head().method().equals("HEAD");
    }

    @Override
    public void reply(Reply reply) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a request was answered twice");
        }
        write(reply);
    }

    @Override
    public void replyUnlessAnswered(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            write(reply);
        } else {
            var _ = connection.channel().close(); // the rest of what had begun will never come
        }
    }

    @Override
    public EventStream stream(List<Reply.Header> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a request was answered twice");
        }
        var opened = new ChunkedEvents(connection, keepAlive && chunkable);
        stream = opened;
        var _ = connection.channel().writeAndFlush(Responses.stream(headers, keepAlive, chunkable));
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

    private void write(Reply reply) {
        connection.onLoop(() -> {
            var _ = connection.channel().writeAndFlush(Responses.of(reply, keepAlive, toHead))
                    .addListener(_ -> connection.ended(keepAlive));
        });
    }
}
