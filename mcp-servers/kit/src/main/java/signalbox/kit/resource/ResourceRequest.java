package signalbox.kit.resource;

import java.net.URI;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.Client;
import signalbox.policy.permission.PrincipalName;

/// A permitted reading.
///
/// @param caller whose rights it uses
public record ResourceRequest(URI uri, PrincipalName caller, Client client, Answers answers) {}
