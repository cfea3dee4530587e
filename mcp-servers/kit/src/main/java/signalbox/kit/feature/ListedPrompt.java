package signalbox.kit.feature;

import signalbox.descriptor.ServerName;
import signalbox.kit.prompt.Prompt;

/// A prompt under its name at the endpoint.
public record ListedPrompt(String name, ServerName server, Prompt prompt) {}
