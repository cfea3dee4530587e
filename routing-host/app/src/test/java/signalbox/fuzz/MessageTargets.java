package signalbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.RequestBody;
import signalbox.host.wire.chat.ChatRequest;
import signalbox.host.wire.messages.MessagesRequest;
import signalbox.host.wire.messages.MessagesVersion;
import signalbox.host.wire.responses.ResponsesRequest;
import signalbox.http.client.EventStreamReader;
import signalbox.json.CanonicalJson;
import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import signalbox.json.JsonWriter;
import signalbox.kit.rpc.MessageReader;

/// What callers, servers and providers send.
final class MessageTargets {
    private static final JsonReader JSON =
            JsonReader.of(JsonBounds.ofDepth(200).withNumberLength(100).withExponent(400));

    private MessageTargets() {}

    /// What was read and is written is read and written as the same; a number may lose an exponent of nothing (`14e00`).
    static void json(byte[] input) {
        if (JSON.read(input) instanceof JsonResult.Parsed(var tree)) {
            var written = JsonWriter.text(tree);
            assertThat(JsonWriter.text(JSON.read(written).orThrow())).isEqualTo(written);
            CanonicalJson.of(tree);
        }
    }

    static void message(byte[] input) {
        new MessageReader().read(input);
    }

    static void chatRequest(byte[] input) {
        try {
            ChatRequest.read(RequestBody.read(input));
        } catch (ApiRefusal _) {
            // The caller is told.
        }
    }

    static void messagesRequest(byte[] input) {
        try {
            var body = RequestBody.read(input);
            for (var version : MessagesVersion.values()) {
                MessagesRequest.read(body, version);
                MessagesRequest.counted(body, version);
            }
        } catch (ApiRefusal _) {
            // The caller is told.
        }
    }

    static void responsesRequest(byte[] input) {
        try {
            ResponsesRequest.read(RequestBody.read(input), List.of());
        } catch (ApiRefusal _) {
            // The caller is told.
        }
    }

    /// No event says more than there was.
    static void events(byte[] input) throws IOException {
        try (var events = new EventStreamReader(new ByteArrayInputStream(input))) {
            int read = 0;
            for (var event = events.next(); event != null; event = events.next()) {
                read += event.data().length();
            }
            assertThat(read).isLessThanOrEqualTo(input.length);
        }
    }
}
