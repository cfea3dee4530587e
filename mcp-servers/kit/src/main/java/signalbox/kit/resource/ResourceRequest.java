package signalbox.kit.resource;

import java.net.URI;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.policy.permission.PrincipalName;

/// A permitted request to read a resource.
///
/// @param caller whose rights it uses
public record ResourceRequest(URI uri, PrincipalName caller, Client client, InputResponses answers) {}
