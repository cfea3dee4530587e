package signalbox.host.run.feed;

import org.jspecify.annotations.Nullable;
import signalbox.host.route.SizedSpecialty;
import signalbox.host.turn.Specialty;

/// What a caller waits for that is no turn of a conversation: the request, and the way back of what comes of it. It is handed
/// over in this process and kept nowhere.
public final class SpecialtyCall {
    private final SizedSpecialty request;
    private volatile Specialty.@Nullable Product product;

    public SpecialtyCall(Specialty asked) {
        request = SizedSpecialty.of(asked);
    }

    public SizedSpecialty request() {
        return request;
    }

    public void produced(Specialty.Product made) {
        product = made;
    }

    /// Null while there is none.
    public Specialty.@Nullable Product product() {
        return product;
    }
}
