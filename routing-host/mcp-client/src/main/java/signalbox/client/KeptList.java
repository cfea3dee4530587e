package signalbox.client;

import java.time.Duration;
import signalbox.client.exchange.ToolListing;
import signalbox.http.client.Deadline;
import tools.jackson.databind.JsonNode;

/// A list with what its server said of its freshness.
///
/// @param characters it had as JSON, over all its pages
/// @param context whom it was given to; empty where it is the same for everybody
record KeptList(ToolListing.Tools tools, int characters, Deadline freshUntil, String context) {
    /// However fresh a server says its list is, it is asked again after this.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    boolean isFreshFor(String who) {
        return isFresh() && (context.isEmpty() || context.equals(who));
    }

    boolean isFresh() {
        return !freshUntil.hasPassed();
    }

    boolean isPublic() {
        return context.isEmpty();
    }

    /// How long a page is fresh from its arrival; nothing where the server does not say.
    static Duration freshness(JsonNode page) {
        long millis = page.path("ttlMs").isIntegralNumber() ? Math.max(0, page.path("ttlMs").asLong(0)) : 0;
        return Duration.ofMillis(Math.min(millis, LONGEST.toMillis()));
    }
}
