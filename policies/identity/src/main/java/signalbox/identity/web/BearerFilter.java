package signalbox.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import signalbox.identity.Principal;
import signalbox.identity.TokenCheck;
import signalbox.identity.Tokens;

/// Reads the one bearer token of the `Authorization` header; a token that proves nothing ends the request.
final class BearerFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);
    private static final Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)");
    private static final Pattern QUERY_TOKEN = Pattern.compile("(?:^|&)access(?:_|%5[Ff])token(?:=|&|$)");

    private final Tokens tokens;
    private final Refusals refusals;
    private final SecurityContextRepository contexts;

    BearerFilter(Tokens tokens, Refusals refusals, SecurityContextRepository contexts) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var query = request.getQueryString();
        if (query != null && QUERY_TOKEN.matcher(query).find()) {
            BearerChain.challenge(request, response, refusals, "invalid_request");
            return;
        }
        var presented = Collections.list(request.getHeaders("Authorization"));
        if (presented.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            switch (check(presented)) {
                case TokenCheck.Known(var principal) -> proceed(principal, request, response, chain);
                case TokenCheck.Refused(var reason) -> {
                    LOG.info("A token was refused: {}", reason);
                    BearerChain.challenge(request, response, refusals, "invalid_token");
                }
            }
        } catch (DataAccessException e) {
            LOG.error("A token could not be checked", e);
            refusals.refuse(request, response, 503, "Tokens cannot be checked just now: try again.");
        }
    }

    private TokenCheck check(List<String> presented) {
        var match = BEARER.matcher(presented.getFirst());
        return presented.size() == 1 && match.matches()
                ? tokens.check(match.group(1))
                : new TokenCheck.Refused(TokenCheck.Reason.MALFORMED);
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
