package signalbox.kit.input;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The client while one of its requests is served.
public interface Client {
    /// A client that can do nothing and is told nothing.
    Client SILENT = new Client() {
        @Override
        public boolean can(ClientCapability capability) {
            return false;
        }

        @Override
        public void progress(double done, @Nullable Double total, String message) {}

        @Override
        public void log(LoggingLevel level, JsonNode data) {}

        @Override
        public void whenGone(Runnable act) {}
    };

    boolean can(ClientCapability capability);

    /// Tells the client how far the work has come, if it asked for that and the work has come further. Does not wait: a
    /// client that does not read misses it.
    ///
    /// @param total null where it is not known
    void progress(double done, @Nullable Double total, String message);

    /// Sends a log message, if the client asked for this level. Does not wait: a client that does not read misses it.
    void log(LoggingLevel level, JsonNode data);

    /// Runs this once the client no longer waits for the answer.
    void whenGone(Runnable act);
}
