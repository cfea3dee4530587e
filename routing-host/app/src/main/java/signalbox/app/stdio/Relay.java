package signalbox.app.stdio;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.TooLarge;
import signalbox.json.JsonReader;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Passes on what the server answers, and makes sure that every request gets an answer.
final class Relay {
    private final MessageWriter out;
    private final Diagnostics diagnostics;

    Relay(MessageWriter out, Diagnostics diagnostics) {
        this.out = out;
        this.diagnostics = diagnostics;
    }

    /// Passes on everything that answers this call.
    ///
    /// @param onResponse sees the response that the server gave
    void answer(PendingCall call, UpstreamAnswer answer, Consumer<JsonNode> onResponse) {
        switch (answer) {
            case UpstreamAnswer.None(var why) -> fail(call, why);
            case UpstreamAnswer.Events(var events) -> events(call, events, onResponse);
            case UpstreamAnswer.Whole whole -> {
                var tree = object(whole.body());
                if (tree == null) {
                    fail(call, "the MCP servers answered HTTP " + whole.status() + " without a message");
                    return;
                }
                diagnostics.resolved();
                onResponse.accept(tree);
                // An error of the HTTP layer does not know which message it answers.
                write(call, whole.isGood() ? whole.body() : tree.set("id", call.id()).toString());
            }
        }
    }

    /// Ends a call that the server did not answer.
    void fail(PendingCall call, String why) {
        if (call.isOpen()) {
            diagnostics.say(why);
        }
        if (call.isOpen() || call.isGivenUp()) {
            out.write(error(call.id(), why));
        }
    }

    /// Passes on what a stream brings that belongs to no call.
    void unasked(EventReader events) throws IOException {
        for (var message = events.next(); message != null; message = events.next()) {
            out.write(message);
        }
    }

    /// Tells the person at the other end that something could not be passed on.
    void complain(String why) {
        diagnostics.say(why);
    }

    static String error(@Nullable JsonNode id, String why) {
        return Refusal.of(200, Refusal.INTERNAL, sentence(why)).answering(id).body();
    }

    /// The JSON object in a text, or null.
    static @Nullable ObjectNode object(String body) {
        return JsonReader.STORED.read(body).objectOrNull();
    }

    private void events(PendingCall call, EventReader events, Consumer<JsonNode> onResponse) {
        try (events) {
            for (var message = events.next(); message != null; message = events.next()) {
                write(call, message);
                var tree = object(message);
                if (tree != null && !tree.has("method") && call.id().equals(tree.get("id"))) {
                    diagnostics.resolved();
                    onResponse.accept(tree);
                    return;
                }
            }
            fail(call, "the MCP servers ended an answer before it was complete");
        } catch (TooLarge e) {
            fail(call, "the MCP servers sent too much: " + e.getMessage());
        } catch (IOException _) {
            fail(call, call.isGivenUp() ? Pipe.INPUT_ENDED : "the MCP servers went away in the middle of an answer");
        }
    }

    private void write(PendingCall call, String message) {
        if (call.isOpen()) {
            out.write(message);
        }
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }
}
