package signalbox.kit.prompt;

import java.util.Map;
import java.util.function.UnaryOperator;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.policy.permission.PrincipalName;

/// A permitted use of a prompt: every required argument is present, and none that the prompt does not have.
///
/// @param caller whose rights it uses
/// @param names what each tool of the prompt's server is called at the endpoint where the prompt is used
public record PromptRequest(
        String name,
        Map<String, String> arguments,
        PrincipalName caller,
        Client client,
        InputResponses answers,
        UnaryOperator<String> names) {
    public PromptRequest {
        arguments = Map.copyOf(arguments);
    }

    /// The name by which whoever uses the prompt can call this tool of its server.
    public String tool(String bareName) {
        return names.apply(bareName);
    }
}
