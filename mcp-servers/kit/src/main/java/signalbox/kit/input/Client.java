package signalbox.kit.input;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The program at the other end while one request of it is served.
public interface Client {
    /// One that can do nothing and is told nothing.
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

    /// Tells how far the work is; goes nowhere unless the client asked for it, and is further than before. It does not
    /// wait: a client that does not read misses it.
    ///
    /// @param total null where it is not known
    void progress(double done, @Nullable Double total, String message);

    /// Tells the client's user or developer something; goes nowhere unless the client asked for this level,
    /// and reads.
    void log(LoggingLevel level, JsonNode data);

    /// Runs this once nobody waits for the answer any more.
    void whenGone(Runnable act);
}
