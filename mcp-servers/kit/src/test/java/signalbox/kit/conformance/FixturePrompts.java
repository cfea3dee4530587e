package signalbox.kit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import signalbox.kit.content.Content;
import signalbox.kit.input.InputRequired;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.kit.prompt.PromptSource;

/// The prompts that the suite asks for.
final class FixturePrompts implements PromptSource {
    private volatile boolean more;

    void change() {
        more = !more;
    }

    @Override
    public List<Prompt> list() {
        var all = new ArrayList<>(List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"),
                prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt")));
        if (more) {
            all.add(prompt("test_extra_prompt"));
        }
        return all;
    }

    @Override
    public PromptAnswer get(PromptRequest request) {
        var given = request.arguments();
        return switch (request.name()) {
            case "test_prompt_with_arguments" ->
                text("Prompt with arguments: arg1='" + given.get("arg1") + "', arg2='" + given.get("arg2") + "'");
            case "test_prompt_with_embedded_resource" -> messages(
                    FixtureTools.embedded(given.getOrDefault("resourceUri", ""), "text/plain", "Embedded resource content for testing."),
                    new Content.Text("Please process the embedded resource above."));
            case "test_prompt_with_image" -> messages(
                    new Content.Image("image/png", FixtureTools.PNG), new Content.Text("Please analyze the image above."));
            case "test_input_required_result_prompt" -> request.answers().to("user_context") == null
                    ? new PromptAnswer.Asking(InputRequired.one(
                            "user_context", FixtureTools.form("What context should the prompt use?", "context")))
                    : text("In context.");
            default -> text("This is a simple prompt for testing.");
        };
    }

    @Override
    public List<String> complete(String prompt, String argument, String start, Map<String, String> others) {
        return List.of("paris", "park", "party").stream().filter(value -> value.startsWith(start)).toList();
    }

    private static PromptAnswer text(String text) {
        return messages(new Content.Text(text));
    }

    private static PromptAnswer messages(Content... contents) {
        var messages = List.of(contents).stream()
                .map(content -> new PromptAnswer.PromptMessage(PromptAnswer.Role.USER, content))
                .toList();
        return new PromptAnswer.Messages("For the suite.", messages);
    }

    private static Prompt prompt(String name, String... arguments) {
        return new Prompt(name, name, "A prompt of the suite.", List.of(arguments).stream()
                .map(argument -> new Prompt.Argument(argument, "An argument of the suite.", true))
                .toList());
    }
}
