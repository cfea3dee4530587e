package signalbox.http.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves names for connections, and gives out public addresses only. A connection goes to exactly the addresses that
/// were judged: a name that leads elsewhere a moment later leads nobody astray.
final class GuardedDns implements DnsResolver {
    private final DnsResolver names;

    GuardedDns(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.resolve(host);
        for (var address : found) {
            if (!PublicAddresses.isPublic(address)) {
                throw new ForbiddenAddress(host);
            }
        }
        return found;
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

    /// The host leads to an address that is not public. The address itself is not told: it may be a secret of the network.
    static final class ForbiddenAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddress(String host) {
            super(host);
        }
    }
}
