package signalbox.http.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: reads a request, has it served, writes its answer, and then reads the next. All of its state
/// belongs to its event loop.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration LINGER = Duration.ofSeconds(1);

    /// Pieces of later requests, each at most a head or some kilobytes of a body.
    private static final int MOST_WAITING = 16;

    private final SocketChannel channel;
    private final HttpLimits limits;
    private final RequestHandler visits;
    private final Executor workers;
    private final UnauthenticatedLimit strangers;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable RequestReader incoming;
    private boolean entering;
    private boolean amongStrangers;
    private @Nullable PendingResponse answering;
    private boolean closing;
    private @Nullable Future<?> timer;

    Connection(SocketChannel channel, HttpLimits limits, RequestHandler visits, Around around) {
        this.channel = channel;
        this.limits = limits;
        this.visits = visits;
        workers = around.workers();
        strangers = around.strangers();
    }

    /// Where requests are served, and who else is arriving.
    record Around(Executor workers, UnauthenticatedLimit strangers) {}

    @Override
    public void channelActive(ChannelHandlerContext context) {
        within(limits.idle());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (answering != null || entering) {
            waiting.add((HttpObject) message);
            if (waiting.size() >= MOST_WAITING) {
                channel.config().setAutoRead(false); // from now on nobody notices that the client goes away
            }
        } else {
            take((HttpObject) message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        var now = answering;
        if (now != null) {
            now.writable();
        }
    }

    /// The client has read nothing for a while: it is given up where something waits for it. A first such event says
    /// nothing; another follows it only where the client has read nothing in between.
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        var unread = channel.unsafe().outboundBuffer();
        if (event instanceof IdleStateEvent quiet && !quiet.isFirst() && unread != null && !unread.isEmpty()) {
            drop();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopTimer();
        leaveStrangers();
        closing = true;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        var now = answering;
        answering = null;
        if (now != null) {
            now.gone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A connection broke", cause);
        var _ = channel.close();
    }

    HttpLimits limits() {
        return limits;
    }

    SocketChannel channel() {
        return channel;
    }

    Executor workers() {
        return workers;
    }

    /// Does it on the connection's event loop; nowhere, once the edge is closed.
    void onLoop(Runnable act) {
        try {
            channel.eventLoop().execute(act);
        } catch (RejectedExecutionException e) {
            LOG.debug("The edge is closed", e);
        }
    }

    /// The answer is written: on to the next request, if there is to be one.
    void ended(boolean keepAlive) {
        answering = null;
        if (!keepAlive || closing) {
            var _ = channel.close();
            return;
        }
        within(limits.idle());
        takeWaiting();
    }

    private void takeWaiting() {
        while (!closing && answering == null && !entering) {
            var next = waiting.poll();
            if (next == null) {
                channel.config().setAutoRead(true);
                return;
            }
            take(next);
        }
    }

    private void take(HttpObject message) {
        try {
            if (message.decoderResult().isFailure()) {
                refuse(unreadable(message.decoderResult().cause()));
            } else if (message instanceof HttpRequest request) {
                begin(request);
            } else if (message instanceof HttpContent content && incoming != null) {
                add(incoming, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        within(limits.reading());
        var arriving = new RequestReader(request, channel.localAddress().getPort());
        incoming = arriving;
        var refusal = request.uri().startsWith("/")
                ? visits.glance(arriving.head())
                : visits.unfit(arriving.head(), 400, "The request target is a path, such as /mcp.");
        if (refusal == null && arriving.announcesMoreThan(limits.bodyBytes())) {
            refusal = tooLong(arriving.head());
        }
        if (refusal != null) {
            refuse(refusal);
        } else if (arriving.isLarge() || !strangers.enter()) {
            enter(arriving);
        } else {
            amongStrangers = true;
            goOn(arriving);
        }
    }

    /// Asks who it is before more is read. It is asked again once all is there: much can happen meanwhile.
    private void enter(RequestReader arriving) {
        entering = true;
        work(() -> {
            var entry = entry(arriving.head());
            onLoop(() -> entered(arriving, entry));
        });
    }

    private void entered(RequestReader arriving, RequestHandler.Entry entry) {
        entering = false;
        if (closing) {
            return;
        }
        switch (entry) {
            case RequestHandler.Entry.Refused(var reply) -> refuse(reply);
            case RequestHandler.Entry.Admitted _ -> {
                goOn(arriving);
                takeWaiting();
            }
        }
    }

    private void goOn(RequestReader arriving) {
        if (arriving.expectsContinue()) {
            var _ = channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void add(RequestReader arriving, HttpContent content) {
        if (!arriving.add(content.content(), limits.bodyBytes())) {
            refuse(tooLong(arriving.head()));
        } else if (content instanceof LastHttpContent) {
            incoming = null;
            stopTimer();
            leaveStrangers();
            var answer = new PendingResponse(this, arriving, visits.always(arriving.head()));
            answering = answer;
            work(() -> serve(arriving, answer));
        }
    }

    private void work(Runnable act) {
        try {
            workers.execute(act);
        } catch (RejectedExecutionException _) {
            var _ = channel.close(); // we are shutting down
        }
    }

    private void serve(RequestReader request, PendingResponse answer) {
        try {
            switch (entry(request.head())) {
                case RequestHandler.Entry.Refused(var reply) -> answer.reply(reply);
                case RequestHandler.Entry.Admitted(var admitted) -> admitted.serve(request.body(), answer);
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A request broke", e);
            answer.replyUnlessAnswered(broken(request.head()));
        }
    }

    private RequestHandler.Entry entry(RequestHead head) {
        try {
            return visits.enter(head);
        } catch (RuntimeException e) {
            LOG.error("A caller could not be told from another", e);
            return new RequestHandler.Entry.Refused(broken(head));
        }
    }

    /// Answers a request that is not read to its end; what is still coming is thrown away for a moment, so that the
    /// client can read the answer before the connection goes.
    private void refuse(HttpReply reply) {
        stopTimer();
        leaveStrangers();
        closing = true;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        channel.config().setAutoRead(true);
        boolean toHead = incoming != null && incoming.head().method().equals("HEAD");
        var whole = incoming == null ? reply : reply.with(visits.always(incoming.head()));
        var _ = channel.writeAndFlush(NettyResponses.of(whole, false, toHead)).addListener(_ -> {
            var _ = channel.shutdownOutput();
            var _ = channel.eventLoop().schedule(this::drop, LINGER.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private HttpReply unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                visits.unfit(414, "The request line is longer than " + HttpLimits.LINE_BYTES + " bytes.");
            case TooLongHttpHeaderException _ ->
                visits.unfit(431, "The headers are more than " + HttpLimits.HEAD_FIELDS + " or longer than " + HttpLimits.HEAD_BYTES + " bytes together.");
            default -> visits.unfit(400, "The request line or a header is not well-formed.");
        };
    }

    private HttpReply tooLong(RequestHead head) {
        return visits.unfit(head, 413, "The message is longer than " + limits.bodyBytes() + " bytes.");
    }

    private HttpReply broken(RequestHead head) {
        return visits.unfit(head, 500, "The server could not answer through a fault of its own.");
    }

    private void within(Duration limit) {
        stopTimer();
        timer = channel.eventLoop().schedule(this::drop, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void leaveStrangers() {
        if (amongStrangers) {
            amongStrangers = false;
            strangers.leave();
        }
    }

    private void drop() {
        var _ = channel.close();
    }

    private void stopTimer() {
        var running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }
}
