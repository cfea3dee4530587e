package signalbox.kit.notification;

import java.util.Set;
import signalbox.kit.endpoint.CallerContext;

/// A client that is told of changes.
public interface ChangeListener {
    CallerContext caller();

    Interests interests();

    /// Sends it without waiting for the client.
    void tell(Notification notice);

    /// Ends it: its credential is no longer valid, or the servers close.
    void dismiss();

    /// @param resources URIs of single resources
    record Interests(boolean toolsList, boolean promptsList, boolean resourcesList, Set<String> resources) {
        public Interests {
            resources = Set.copyOf(resources);
        }
    }
}
