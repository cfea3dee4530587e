package signalbox.http.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Looks names up on another thread, since a lookup cannot be interrupted: whoever waits for one stops at its deadline, or
/// when it is interrupted. Only a new connection asks for a name.
final class BoundedDns implements DnsResolver {
    /// Of the exchange that runs on this thread.
    static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

    private final DnsResolver names;
    private final ExecutorService threads;

    BoundedDns(DnsResolver names, ExecutorService threads) {
        this.names = names;
        this.threads = threads;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = threads.submit(() -> names.resolve(host));
        try {
            return found.get(DEADLINE.get().left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        } catch (TimeoutException _) {
            throw new UnknownHostException(host);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("a name could not be looked up", e);
        }
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var addresses = new ArrayList<InetSocketAddress>();
        for (var address : resolve(host)) {
            addresses.add(new InetSocketAddress(address, port));
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
