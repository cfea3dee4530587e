package signalbox.http.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A listener for HTTP/1.1. Event loops move the bytes; each request is served on a virtual thread of its own.
public final class HttpEdge implements AutoCloseable {
    /// How long requests may take to end where nobody says how long.
    public static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final IoEventLoopGroup loops;
    private final ExecutorService workers;
    private final UnauthenticatedLimit strangers;
    private final AtomicInteger open = new AtomicInteger();
    private final Channel listening;

    private HttpEdge(String name, InetSocketAddress address, HttpLimits limits, RequestHandler visits) {
        loops = new MultiThreadIoEventLoopGroup(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Thread.ofPlatform().name(name + "-io-", 0).daemon(true).factory(),
                NioIoHandler.newFactory());
        workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
        strangers = new UnauthenticatedLimit(limits.strangers());
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, limits, visits);
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    /// Listens until closed; port 0 is any free one.
    ///
    /// @param name of the listener, for its threads
    public static HttpEdge open(String name, InetSocketAddress address, HttpLimits limits, RequestHandler visits) {
        return new HttpEdge(name, address, limits, visits);
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        close(GRACE);
    }

    /// Takes no new connection and no new request, waits at most so long for the requests that are being served,
    /// interrupts the rest, and drops the connections.
    public void close(Duration patience) {
        if (!listening.isOpen()) {
            return;
        }
        listening.close().syncUninterruptibly();
        workers.shutdown();
        if (!ended(patience)) {
            workers.shutdownNow();
            var _ = ended(LAST_WORDS);
        }
        // What was said is still written.
        loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private boolean ended(Duration within) {
        try {
            return workers.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept(SocketChannel channel, HttpLimits limits, RequestHandler visits) {
        if (open.incrementAndGet() > limits.connections()) {
            var _ = channel.close();
        }
        var _ = channel.closeFuture().addListener(_ -> open.decrementAndGet());
        channel.pipeline()
                .addLast(new StrictRequestDecoder())
                .addLast(new HttpResponseEncoder())
                .addLast(new IdleStateHandler(true, 0, limits.stalled().toMillis() / 2, 0, TimeUnit.MILLISECONDS))
                .addLast(new Connection(channel, limits, visits, new Connection.Around(workers, strangers)));
    }
}
