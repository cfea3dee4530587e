package signalbox.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import signalbox.identity.Authentication;
import signalbox.identity.Principal;

/// Asks the authenticator who a request comes from; a credential that proves nothing ends the request.
final class BearerFilter extends OncePerRequestFilter {
    private final Guard guard;
    private final SecurityContextRepository contexts;

    BearerFilter(Guard guard, SecurityContextRepository contexts) {
        this.guard = guard;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var presented = Collections.list(request.getHeaders("Authorization"));
        var resource = guard.resource(request);
        switch (guard.authenticator().check(presented, request.getQueryString(), resource)) {
            case Authentication.Known(var principal) -> proceed(principal, request, response, chain);
            case Authentication.Missing() -> chain.doFilter(request, response);
            case Authentication.Refused(var _, var told) ->
                guard.challenge(request, response, guard.server().refused(resource, told));
            case Authentication.Unavailable _ ->
                guard.refusals().refuse(request, response, 503, "Tokens cannot be checked just now: try again.");
        }
    }

    private void proceed(Principal principal, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        chain.doFilter(request, response);
    }
}
