package signalbox.kit.notification;

import java.util.Set;
import signalbox.kit.endpoint.CallerContext;

/// Somebody to be told of changes.
public interface ChangeListener {
    CallerContext caller();

    Interests interests();

    /// Does not wait for the client.
    void tell(Notification notice);

    /// Its credential is no good any more.
    void dismiss();

    /// @param resources URIs of single resources
    record Interests(boolean toolsList, boolean promptsList, boolean resourcesList, Set<String> resources) {
        public Interests {
            resources = Set.copyOf(resources);
        }
    }
}
