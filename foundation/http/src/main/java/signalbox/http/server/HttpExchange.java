package signalbox.http.server;

import java.util.List;

/// How a request is answered: once, by a reply or by a stream.
public interface HttpExchange {
    void reply(HttpReply reply);

    /// For a fault in the middle: where the answer has begun, the connection ends instead.
    void replyUnlessAnswered(HttpReply reply);

    EventStream stream(List<HttpReply.Header> headers);

    /// Runs this when the client goes away before the answer has ended, at once if it is gone already.
    void whenGone(Runnable act);
}
