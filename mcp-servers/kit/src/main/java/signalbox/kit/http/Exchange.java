package signalbox.kit.http;

import java.util.List;

/// How a request is answered: once, by a reply or by a stream.
public interface Exchange {
    void reply(Reply reply);

    /// For a fault in the middle: where the answer has begun, the connection ends instead.
    void replyUnlessAnswered(Reply reply);

    EventStream stream(List<Reply.Header> headers);

    /// Runs this when the client goes away before the answer has ended, at once if it is gone already.
    void whenGone(Runnable act);
}
