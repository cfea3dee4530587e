package signalbox.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import signalbox.http.server.HostAndOriginRule;

/// Turns away, before anything is read, what `HostAndOriginRule` does not let pass. CORS headers are never sent.
public final class HostAndOrigin extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient HostAndOriginRule rule;
    private final transient Refusals refusals;

    /// Hosts and origins as `HostAndOriginRule` takes them.
    public HostAndOrigin(Set<String> hosts, Set<String> origins, Refusals refusals) {
        this.rule = new HostAndOriginRule(hosts, origins);
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var hosts = Collections.list(request.getHeaders("Host"));
        var origins = Collections.list(request.getHeaders("Origin"));
        switch (rule.rule(hosts, origins, request.getLocalPort())) {
            case HostAndOriginRule.Ruling.Passed() -> chain.doFilter(request, response);
            case HostAndOriginRule.Ruling.TurnedAway(var status, var text) ->
                refusals.refuse(request, response, status, text);
        }
    }
}
