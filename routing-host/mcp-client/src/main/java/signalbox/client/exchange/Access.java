package signalbox.client.exchange;

import java.util.Map;
import signalbox.http.client.Deadline;

/// What a client shows a server with each request, and what it does when the server wants more.
public interface Access {
    /// Shows nothing.
    Access OPEN = with(Map.of());

    /// The headers of one request, made anew for each.
    Map<String, String> headers();

    /// Whom a private answer was for: it is given to nobody of another context.
    String context();

    /// What to do about a 401 or a 403; may wait for a person until the deadline.
    Next challenged(Challenge challenge, Deadline deadline);

    sealed interface Next {
        /// Send the request once more; the headers are better now.
        record Again() implements Next {}

        record Never(String reason) implements Next {}
    }

    /// Always the same headers, such as a fixed bearer token.
    static Access with(Map<String, String> headers) {
        return new Access() {
            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public String context() {
                return "fixed";
            }

            @Override
            public Next challenged(Challenge challenge, Deadline deadline) {
                return new Next.Never("it refused the request with HTTP " + challenge.status());
            }
        };
    }
}
