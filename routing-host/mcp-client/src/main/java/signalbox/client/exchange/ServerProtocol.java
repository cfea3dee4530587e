package signalbox.client.exchange;

import org.jspecify.annotations.Nullable;

/// A server spoken to in one protocol era.
public interface ServerProtocol extends AutoCloseable {
    /// A page of its tools.
    ///
    /// @param cursor null for the first
    RpcAnswer tools(@Nullable String cursor, RequestContext errand);

    RpcAnswer call(ToolCall call, RequestContext errand);

    @Override
    void close();
}
