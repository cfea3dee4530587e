package signalbox.host.tool.elicitation;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.RunView.Input.Kind;
import tools.jackson.databind.node.ObjectNode;

/// A question to the caller of a run.
///
/// @param schema what an answer must fit, or null
/// @param url to open, or null
/// @param faults what is wrong with an answer; empty where nothing is
public record ElicitationRequest(
        ServerName server,
        Kind kind,
        String message,
        @Nullable ObjectNode schema,
        @Nullable URI url,
        Function<ObjectNode, List<String>> faults) {}
