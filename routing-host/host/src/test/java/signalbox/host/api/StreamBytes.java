package signalbox.host.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.json.JsonMapper;

/// The events of one answer on a wire, as its provider writes them.
///
/// @param opening what comes before any text
/// @param delta an event that says `TEXT`
/// @param end what comes after the text, where tokens are counted as `COUNT`
/// @param error an error among the events
record StreamBytes(List<String> opening, String delta, List<String> end, String error) {
    static final String ERROR = "{\"error\": {\"message\": \"overloaded\", \"type\": \"server_error\", \"code\": 503}}";

    static StreamBytes of(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> new StreamBytes(
                    List.of("{'choices': [{'index': 0, 'delta': {'role': 'assistant', 'content': ''}, 'finish_reason': null}]}"),
                    "{'choices': [{'index': 0, 'delta': {'content': TEXT}, 'finish_reason': null}]}",
                    List.of("{'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}",
                            "{'choices': [], 'usage': {'prompt_tokens': COUNT, 'completion_tokens': COUNT, 'total_tokens': COUNT}}",
                            "[DONE]"),
                    ERROR);
            case OPENAI_RESPONSES -> new StreamBytes(
                    List.of("{'type': 'response.created', 'response': {'id': 'resp_1', 'status': 'in_progress', 'output': []}}",
                            "{'type': 'response.output_item.added', 'output_index': 0, 'item': {'type': 'message', 'role': 'assistant', 'content': []}}"),
                    "{'type': 'response.output_text.delta', 'output_index': 0, 'content_index': 0, 'delta': TEXT}",
                    List.of("{'type': 'response.completed', 'response': {'id': 'resp_1', 'status': 'completed', 'error': null, 'output': [],"
                            + " 'usage': {'input_tokens': COUNT, 'output_tokens': COUNT, 'total_tokens': COUNT}}}"),
                    "{'type': 'error', 'code': 'server_error', 'message': 'overloaded', 'param': null}");
            case ANTHROPIC_MESSAGES -> new StreamBytes(
                    List.of("{'type': 'message_start', 'message': {'type': 'message', 'role': 'assistant', 'content': [],"
                                    + " 'usage': {'input_tokens': COUNT, 'output_tokens': COUNT}}}",
                            "{'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text', 'text': ''}}", "{'type': 'ping'}"),
                    "{'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'text_delta', 'text': TEXT}}",
                    List.of("{'type': 'content_block_stop', 'index': 0}",
                            "{'type': 'message_delta', 'delta': {'stop_reason': 'end_turn', 'stop_sequence': null}, 'usage': {'output_tokens': COUNT}}",
                            "{'type': 'message_stop'}"),
                    "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'overloaded'}}");
            case GEMINI -> new StreamBytes(
                    List.of(),
                    "{'candidates': [{'index': 0, 'content': {'role': 'model', 'parts': [{'text': TEXT}]}}]}",
                    List.of("{'candidates': [{'index': 0, 'content': {'role': 'model', 'parts': [{'text': ''}]}, 'finishReason': 'STOP'}],"
                            + " 'usageMetadata': {'promptTokenCount': COUNT, 'candidatesTokenCount': COUNT, 'totalTokenCount': COUNT}}"),
                    "{'error': {'code': 503, 'message': 'overloaded', 'status': 'UNAVAILABLE'}}");
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException("no stream of " + wire);
        };
    }

    String begin() {
        return events(opening).replace("COUNT", "3");
    }

    /// With a first text.
    String begun(String text) {
        return begin() + more(text);
    }

    String more(String text) {
        return event(delta).replace("TEXT", JsonMapper.shared().writeValueAsString(text));
    }

    String whole(String text) {
        return counted(text, 3);
    }

    /// What comes after the text, up to the event that ends the answer: of a chat the first one, else the last.
    String ended() {
        return events(end.getLast().equals("[DONE]") ? end.subList(0, 1) : end).replace("COUNT", "3");
    }

    String failed() {
        return event(error);
    }

    /// An answer whose tokens are counted as so many, or not at all.
    String counted(String text, @Nullable Integer count) {
        var around = events(opening) + "HERE" + events(end);
        var without = around.replaceAll(",? *\"(usage|usageMetadata)\": [{][^}]*[}]", "");
        return (count == null ? without : around.replace("COUNT", count.toString())).replace("HERE", more(text));
    }

    private static String events(List<String> events) {
        return String.join("", events.stream().map(StreamBytes::event).toList());
    }

    private static String event(String data) {
        return "data: " + data.replace('\'', '"') + "\n\n";
    }
}
