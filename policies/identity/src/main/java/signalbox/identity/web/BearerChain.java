package signalbox.identity.web;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import signalbox.identity.Principal;

/// The security of a listener whose callers bring bearer tokens: no session, no cookie, no login page, no other user.
///
/// What is not listed is denied to everybody.
public final class BearerChain {
    private BearerChain() {}

    /// Which paths may be reached, as Spring path patterns such as `/v1/**`.
    ///
    /// @param forCallers with a token
    /// @param forAnyone without one
    public record Paths(List<String> forCallers, List<String> forAnyone) {
        public Paths {
            forCallers = List.copyOf(forCallers);
            forAnyone = List.copyOf(forAnyone);
        }
    }

    /// The whole as one servlet filter, with Spring Security's firewall against odd paths in front.
    public static Filter filter(Guard guard, Paths paths) {
        var proxy = new FilterChainProxy(chain(guard, paths));
        proxy.setRequestRejectedHandler((request, response, _) ->
                guard.refusals().refuse(request, response, 400, "The request line or a header is not well-formed."));
        proxy.afterPropertiesSet();
        return proxy;
    }

    /// The chain alone, for a context where Spring Boot puts it behind its own proxy.
    public static SecurityFilterChain chain(Guard guard, Paths paths) {
        var contexts = new RequestAttributeSecurityContextRepository();
        var rights = RequestMatcherDelegatingAuthorizationManager.builder();
        var patterns = PathPatternRequestMatcher.withDefaults();
        paths.forAnyone().forEach(path -> rights.add(patterns.matcher(path), SingleResultAuthorizationManager.permitAll()));
        paths.forCallers().forEach(path -> rights.add(patterns.matcher(path), AuthenticatedAuthorizationManager.authenticated()));
        rights.add(AnyRequestMatcher.INSTANCE, SingleResultAuthorizationManager.denyAll());
        var translation = new ExceptionTranslationFilter(
                (request, response, _) -> guard.challenge(request, response), new NullRequestCache());
        translation.setAccessDeniedHandler((request, response, _) -> deny(request, response, guard));
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                new SecurityContextHolderFilter(contexts),
                new MetadataFilter(guard),
                new BearerFilter(guard, contexts),
                translation,
                new AuthorizationFilter(rights.build()));
    }

    /// The principal of the request that this thread handles.
    public static Principal principal() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("a request was let in without a principal");
    }

    private static void deny(HttpServletRequest request, HttpServletResponse response, Guard guard) throws IOException {
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            guard.challenge(request, response);
        } else {
            guard.refusals().refuse(request, response, 403, "There is nothing at this path for anybody.");
        }
    }
}
