package signalbox.host.wire.chat;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Part;
import signalbox.host.wire.caller.CallerFault;
import signalbox.host.wire.caller.CallerField;
import tools.jackson.databind.JsonNode;

/// A part of a chat that requests of another form have too: read in the same way, and refused in the same words.
public sealed interface ChatPart<T> {
    record Read<T>(T value) implements ChatPart<T> {}

    /// @param param the place in the body
    /// @param message what is wrong and what would be right
    record Wrong<T>(String param, String message) implements ChatPart<T> {}

    /// The content of a user's message: a text, or parts of which some may be images.
    static ChatPart<List<Part>> content(String path, @Nullable JsonNode content) {
        return read(path, content, ChatMessagesReader::parts);
    }

    /// The content of any other message: a text, or parts of text.
    static ChatPart<String> text(String path, @Nullable JsonNode content) {
        return read(path, content, ChatMessagesReader::text);
    }

    /// A `response_format`; empty where it asks for a text.
    static ChatPart<List<AnswerFormat>> format(String path, @Nullable JsonNode format) {
        return read(path, format, field -> {
            AnswerFormat asked = ChatRequestReader.format(field);
            return asked == null ? List.of() : List.of(asked);
        });
    }

    /// A number of tokens.
    static ChatPart<Long> tokens(String path, @Nullable JsonNode count) {
        return read(path, count, CallerField::count);
    }

    private static <T> ChatPart<T> read(String path, @Nullable JsonNode node, Function<CallerField, T> reader) {
        try {
            return new Read<>(reader.apply(new CallerField(path, node == null || node.isNull() ? null : node)));
        } catch (CallerFault refusal) {
            return new Wrong<>(refusal.param(), refusal.message());
        }
    }
}
