package signalbox.http.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Receives the requests of a listener, in three steps, so that nothing is read for whoever may not come in.
public interface RequestHandler {
    /// Why the request is turned away by its head alone, or null. Runs on an event loop: it must not wait for anything.
    @Nullable HttpReply glance(RequestHead head);

    /// The reply to a request that the edge itself cannot take, such as one that is no HTTP or is too long.
    HttpReply unfit(int status, String text);

    /// The same for one whose head could be read.
    default HttpReply unfit(RequestHead head, int status, String text) {
        return unfit(status, text);
    }

    /// The headers that every answer to this request has, whoever gives it.
    default List<HttpReply.Header> always(RequestHead head) {
        return List.of();
    }

    /// Who comes in; may wait.
    Entry enter(RequestHead head);

    sealed interface Entry {
        record Refused(HttpReply reply) implements Entry {}

        record Admitted(Service service) implements Entry {}
    }

    /// Answers one admitted request; may wait.
    @FunctionalInterface
    interface Service {
        void serve(byte[] body, HttpExchange exchange);
    }
}
