package signalbox.kit.prompt;

import java.util.Map;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.policy.permission.PrincipalName;

/// A permitted use of a prompt: every required argument is present, and none that the prompt does not have.
///
/// @param caller whose rights it uses
public record PromptRequest(
        String name, Map<String, String> arguments, PrincipalName caller, Client client, InputResponses answers) {
    public PromptRequest {
        arguments = Map.copyOf(arguments);
    }
}
