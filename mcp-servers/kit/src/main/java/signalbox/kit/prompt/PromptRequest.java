package signalbox.kit.prompt;

import java.util.Map;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.Client;
import signalbox.policy.permission.PrincipalName;

/// A permitted use of a prompt; every required argument is there, and no other than the prompt has.
///
/// @param caller whose rights it uses
public record PromptRequest(
        String name, Map<String, String> arguments, PrincipalName caller, Client client, Answers answers) {
    public PromptRequest {
        arguments = Map.copyOf(arguments);
    }
}
