package signalbox.kit.notice;

import java.util.Set;
import signalbox.kit.desk.Visit;

/// Somebody to be told of changes.
public interface Listener {
    Visit visit();

    Interests interests();

    /// Does not wait for the client.
    void tell(Notice notice);

    /// Its credential is no good any more.
    void dismiss();

    /// @param resources URIs of single resources
    record Interests(boolean toolsList, boolean promptsList, boolean resourcesList, Set<String> resources) {
        public Interests {
            resources = Set.copyOf(resources);
        }
    }
}
