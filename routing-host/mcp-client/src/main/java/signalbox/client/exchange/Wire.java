package signalbox.client.exchange;

import org.jspecify.annotations.Nullable;

/// A server spoken to in one protocol era.
public interface Wire extends AutoCloseable {
    /// A page of its tools.
    ///
    /// @param cursor null for the first
    RpcAnswer tools(@Nullable String cursor, Errand errand);

    RpcAnswer call(ToolCall call, Errand errand);

    @Override
    void close();
}
