package signalbox.kit;

import java.util.List;
import java.util.Map;
import signalbox.kit.content.Content;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.kit.prompt.PromptSource;
import tools.jackson.databind.json.JsonMapper;

/// Some prompts for all, some for few.
public final class TestPrompts implements PromptSource {
    /// Of those that are listed.
    public volatile List<String> names = List.of("greet", "enquire", "flood", "confide");

    @Override
    public List<Prompt> list() {
        return names.stream()
                .map(name -> new Prompt(name, "To " + name, "Begins.", List.of(
                        new Prompt.Argument("whom", "Somebody.", name.equals("greet")),
                        new Prompt.Argument("size", "How much.", false))))
                .toList();
    }

    @Override
    public PromptAnswer get(PromptRequest request) {
        return switch (request.name()) {
            case "enquire" -> enquire(request);
            case "flood" -> said("x".repeat(Integer.parseInt(request.arguments().getOrDefault("size", "0"))));
            default -> greeted(request);
        };
    }

    private static PromptAnswer greeted(PromptRequest request) {
        return switch (request.arguments().getOrDefault("whom", "")) {
            case "a tool" -> said("Call " + request.tool("tell") + ".");
            case String whom when whom.isBlank() -> new PromptAnswer.Unfit("'whom' names somebody.");
            case String whom -> said(request.caller() + " greets " + whom);
        };
    }

    @Override
    public List<String> complete(String prompt, String argument, String start, Map<String, String> others) {
        return List.of("anna", "anton", "berta").stream().filter(value -> value.startsWith(start)).toList();
    }

    private static PromptAnswer enquire(PromptRequest request) {
        var answer = request.answers().to("topic");
        if (answer == null) {
            var schema = JsonMapper.shared().readTree("""
                    {"type": "object", "required": ["topic"], "properties": {"topic": {"type": "string"}}}""").asObject();
            return new PromptAnswer.Asking(InputRequired.one("topic", new InputRequest.Form("About what?", schema)));
        }
        return said(request.caller() + " asks about " + answer.path("content").path("topic").asString(""));
    }

    private static PromptAnswer said(String text) {
        return new PromptAnswer.Messages(
                "Begun.", List.of(new PromptAnswer.PromptMessage(PromptAnswer.Role.USER, new Content.Text(text))));
    }
}
