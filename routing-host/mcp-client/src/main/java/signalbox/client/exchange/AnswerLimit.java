package signalbox.client.exchange;

import java.io.IOException;
import signalbox.http.client.BoundedJson;
import signalbox.http.client.EventStreamReader;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/// How much of one answer is taken. It is counted before anything is made of it: a megabyte of `{},` is twenty of objects.
///
/// @param bytes of the message
/// @param values, names and brackets in it
public record AnswerLimit(int bytes, int values) {
    /// Room for an image of eight megabytes and what is said beside it.
    public static final AnswerLimit USUAL = new AnswerLimit(16 << 20, 500_000);

    private static final AnswerLimit SMALL = new AnswerLimit(1 << 20, 50_000);
    private static final int ENVELOPE = 64 << 10;

    /// Messages on one stream: a server that says how it gets on ten times a second does so for a quarter of an hour.
    public static final int MOST_MESSAGES = 10_000;

    /// For a result whose content and structured content may have so many bytes each: escaped, they may be several times as
    /// long. What is somewhat too long is taken, so that it can be cut.
    public static AnswerLimit ofResult(int bytes) {
        long most = ENVELOPE + 8L * bytes;
        return most <= SMALL.bytes() ? SMALL : new AnswerLimit((int) Math.min(USUAL.bytes(), most), USUAL.values());
    }

    public ObjectNode json(HttpResponse answer) throws IOException, HttpFailure {
        return json(answer.text(bytes));
    }

    public ObjectNode json(String message) throws HttpFailure {
        return BoundedJson.object(message, values);
    }

    public EventStreamReader events(HttpResponse answer) {
        return new EventStreamReader(answer.body(), bytes);
    }
}
