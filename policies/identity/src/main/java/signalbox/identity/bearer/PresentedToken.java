package signalbox.identity.bearer;

import java.util.ArrayList;
import java.util.List;
import signalbox.http.server.RequestHead;

/// Where a request carries its token: what it presents, in the form of `Authorization` headers. More than one is refused by
/// whoever checks them.
public sealed interface PresentedToken {
    List<String> in(RequestHead head);

    /// In `Authorization` alone (RFC 6750).
    record Bearer() implements PresentedToken {
        @Override
        public List<String> in(RequestHead head) {
            return head.headers(AUTHORIZATION);
        }
    }

    /// In `Authorization`, or as it is in a header of this name, as clients of some APIs send it. Both are one where they say
    /// the same.
    record BearerOrKey(String header) implements PresentedToken {
        @Override
        public List<String> in(RequestHead head) {
            var presented = new ArrayList<>(head.headers(AUTHORIZATION));
            var keys = head.headers(header);
            if (keys.size() != 1 || presented.size() != 1 || !isSame(presented.getFirst(), keys.getFirst())) {
                keys.forEach(key -> presented.add(SCHEME + key));
            }
            return presented;
        }

        private static boolean isSame(String authorization, String key) {
            return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    && authorization.substring(SCHEME.length()).strip().equals(key.strip());
        }
    }

    String AUTHORIZATION = "Authorization";
    String SCHEME = "Bearer ";
}
