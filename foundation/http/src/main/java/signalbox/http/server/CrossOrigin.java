package signalbox.http.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a browser is told about pages of other origins (the CORS protocol of the Fetch standard, section 3.2).
///
/// A page of a configured origin may call and read the answers; whoever it is shows its token, for no answer ever allows a
/// browser to send what it has stored. Without configured origins no browser is told anything.
public final class CrossOrigin {
    private static final String METHODS = "GET, POST, DELETE";
    /// For as long a browser may keep what a preflight was told, in seconds.
    private static final String KEPT = "600";

    private final Set<String> origins;
    private final Headers headers;

    /// @param origins such as `https://console.example.com`
    public CrossOrigin(Set<String> origins, Headers headers) {
        this.origins = origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.headers = headers;
    }

    /// The headers that a page may send and read, beside those that every page may.
    ///
    /// @param sent in lower case; one that ends in `*` is a prefix
    /// @param read as they are written
    public record Headers(List<String> sent, List<String> read) {
        static final Headers NONE = new Headers(List.of(), List.of());

        public Headers {
            sent = List.copyOf(sent);
            read = List.copyOf(read);
        }

        boolean maySend(String name) {
            return sent.stream().anyMatch(each -> each.endsWith("*") ? name.startsWith(each.substring(0, each.length() - 1)) : each.equals(name));
        }
    }

    /// The answer to a browser that asks before it sends what a page wants sent, or null where this is no such question or
    /// the page is none of a configured origin.
    public @Nullable HttpReply preflight(RequestHead head) {
        if (!head.method().equals("OPTIONS") || head.header("Access-Control-Request-Method") == null || !isAllowed(head)) {
            return null;
        }
        return HttpReply.empty(204)
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", String.join(", ", allowed(head)))
                .with("Access-Control-Max-Age", KEPT);
    }

    /// What every answer to this request carries.
    public List<HttpReply.Header> answering(RequestHead head) {
        if (origins.isEmpty()) {
            return List.of();
        }
        var vary = new HttpReply.Header("Vary", "Origin");
        return isAllowed(head)
                ? List.of(
                        vary,
                        new HttpReply.Header("Access-Control-Allow-Origin", head.headers("Origin").getFirst()),
                        new HttpReply.Header("Access-Control-Expose-Headers", String.join(", ", headers.read())))
                : List.of(vary);
    }

    /// Of the headers that the page wants to send those that it may: a name with parts of its own cannot be listed in advance.
    private List<String> allowed(RequestHead head) {
        var allowed = new ArrayList<String>();
        for (var wanted : head.headers("Access-Control-Request-Headers")) {
            for (var name : wanted.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (headers.maySend(name.strip()) && !allowed.contains(name.strip())) {
                    allowed.add(name.strip());
                }
            }
        }
        return allowed;
    }

    /// @param origin in lower case
    boolean isAllowed(String origin) {
        return origins.contains(origin);
    }

    private boolean isAllowed(RequestHead head) {
        var origin = head.headers("Origin");
        return origin.size() == 1 && isAllowed(origin.getFirst().toLowerCase(Locale.ROOT));
    }
}
