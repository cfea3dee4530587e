package signalbox.http.server;

/// An answer that is a stream of server-sent events, each of them one JSON message.
public interface EventStream {
    /// Sends a message of one line, given in pieces; waits while the client does not read. False once the client is gone.
    boolean send(byte[]... message);

    /// The same, as an event that names no type: all that some readers know.
    boolean sendData(byte[]... message);

    /// The same, as an event of this type, which has no line break.
    boolean sendEvent(String type, byte[]... message);

    /// The same, as an event of this type with an id after which a client resumes the stream. Neither has a line break.
    boolean sendEvent(String id, String type, byte[]... message);

    /// Sends a message of one line without waiting; false where it is not sent, as the client has left too much unread.
    boolean offer(byte[] message);

    void end();

    /// Ends it as a broken connection does: what was sent may never come.
    void abandon();
}
