package signalbox.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns away, before anything is read, a request for a host that we are not (421) or from a web page that may not
/// call us (403); the defence against DNS rebinding.
///
/// Without configured hosts only loopback names with the listener's own port are ours. A request without `Origin`
/// comes from no page. CORS headers are never sent.
public final class HostAndOrigin extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final transient Set<String> hosts;
    private final transient Set<String> origins;
    private final transient Refusals refusals;

    /// @param hosts as `Host` headers write them, such as `tools.example.com` or `10.0.0.7:8090`; empty for loopback only
    /// @param origins of pages that may call, such as `https://console.example.com`
    public HostAndOrigin(Set<String> hosts, Set<String> origins, Refusals refusals) {
        this.hosts = lower(hosts);
        this.origins = lower(origins);
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isOurHost(request)) {
            refusals.refuse(request, response, 421, "The Host header names a host that this server does not answer for.");
        } else if (!mayCall(request)) {
            refusals.refuse(request, response, 403, "The Origin header names a page that may not call this server.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isOurHost(HttpServletRequest request) {
        var values = Collections.list(request.getHeaders("Host"));
        if (values.size() != 1) {
            return false;
        }
        var host = values.getFirst().toLowerCase(Locale.ROOT);
        return hosts.isEmpty() ? isLoopback(host, request.getLocalPort()) : hosts.contains(host);
    }

    private boolean mayCall(HttpServletRequest request) {
        var values = Collections.list(request.getHeaders("Origin"));
        if (values.isEmpty()) {
            return true;
        }
        if (values.size() > 1) {
            return false;
        }
        var origin = values.getFirst().toLowerCase(Locale.ROOT);
        boolean ownPage = hosts.isEmpty()
                && origin.startsWith("http://")
                && isLoopback(origin.substring("http://".length()), request.getLocalPort());
        return ownPage || origins.contains(origin);
    }

    /// Whether a `Host` header names this machine by a loopback name, and this port.
    public static boolean isLoopback(String host, int port) {
        return LOOPBACK.stream().anyMatch(name -> host.equalsIgnoreCase(name + ":" + port));
    }

    private static Set<String> lower(Set<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
