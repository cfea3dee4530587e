package signalbox.kit.desk;

import signalbox.descriptor.ServerName;
import signalbox.kit.prompt.Prompt;

/// A prompt under its name at the endpoint.
public record OfferedPrompt(String name, ServerName server, Prompt prompt) {}
