package signalbox.kit.http;

/// An answer that is a stream of server-sent events, each of them one JSON message.
public interface EventStream {
    /// Sends a message of one line; waits while the client does not read. False once the client is gone.
    boolean send(byte[] message);

    void end();
}
