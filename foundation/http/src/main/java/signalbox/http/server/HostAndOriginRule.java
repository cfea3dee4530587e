package signalbox.http.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which hosts a listener answers for, and which pages may call it: the defence against DNS rebinding.
///
/// Without configured hosts only loopback names with the listener's own port are ours. A request without `Origin`
/// comes from no page. What is compared is the text of a header, in lower case; nothing is resolved or mended.
public final class HostAndOriginRule {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final CrossOrigin pages;

    /// @param hosts as `Host` headers write them, such as `tools.example.com` or `10.0.0.7:8090`; empty for loopback only
    /// @param origins of pages that may call, such as `https://console.example.com`
    public HostAndOriginRule(Set<String> hosts, Set<String> origins) {
        this(hosts, new CrossOrigin(origins, CrossOrigin.Headers.NONE));
    }

    /// @param hosts as above
    /// @param pages that may call, and what their browsers are told
    public HostAndOriginRule(Set<String> hosts, CrossOrigin pages) {
        this.hosts = lower(hosts);
        this.pages = pages;
    }

    /// What browsers are told.
    public CrossOrigin pages() {
        return pages;
    }

    /// What is to be done with a request.
    public sealed interface Ruling {
        record Passed() implements Ruling {}

        /// @param status 421 for a host that is not ours, 403 for a page that may not call
        record TurnedAway(int status, String text) implements Ruling {}
    }

    /// @param host every `Host` header of the request (for HTTP/2 its `:authority`)
    /// @param origin every `Origin` header
    public Ruling rule(List<String> host, List<String> origin, int localPort) {
        if (!isOurs(host, localPort)) {
            return new Ruling.TurnedAway(421, "The Host header names a host that this server does not answer for.");
        }
        return mayCall(origin, localPort)
                ? new Ruling.Passed()
                : new Ruling.TurnedAway(403, "The Origin header names a page that may not call this server.");
    }

    private boolean isOurs(List<String> host, int port) {
        if (host.size() != 1) {
            return false;
        }
        var name = host.getFirst().toLowerCase(Locale.ROOT);
        return hosts.isEmpty() ? isLoopback(name, port) : hosts.contains(name);
    }

    private boolean mayCall(List<String> origin, int port) {
        if (origin.isEmpty()) {
            return true;
        }
        var page = origin.getFirst().toLowerCase(Locale.ROOT);
        var host = page.startsWith("http://") ? page.substring("http://".length()) : "";
        boolean ownPage = isLoopback(host, port) && isOurs(List.of(host), port);
        return origin.size() == 1 && (ownPage || pages.isAllowed(page));
    }

    /// Whether a `Host` header names this machine by a loopback name, and this port.
    public static boolean isLoopback(String host, int port) {
        return LOOPBACK.stream().anyMatch(name -> host.equalsIgnoreCase(name + ":" + port));
    }

    private static Set<String> lower(Set<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
