package signalbox.kit.http;

import org.jspecify.annotations.Nullable;

/// Receives the requests of a listener, in three steps, so that nothing is read for whoever may not come in.
public interface Visits {
    /// Why the request is turned away by its head alone, or null. Runs on an event loop: it must not wait for anything.
    @Nullable Reply glance(Head head);

    /// The reply to a request that the edge itself cannot take, such as one that is no HTTP or is too long.
    Reply unfit(int status, String text);

    /// Who comes in; may wait.
    Entry enter(Head head);

    sealed interface Entry {
        record Refused(Reply reply) implements Entry {}

        record Admitted(Service service) implements Entry {}
    }

    /// Answers one admitted request; may wait.
    @FunctionalInterface
    interface Service {
        void serve(byte[] body, Exchange exchange);
    }
}
