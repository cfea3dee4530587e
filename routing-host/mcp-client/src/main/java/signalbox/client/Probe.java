package signalbox.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.client.McpClient.Era;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.legacy.LegacyServer;
import signalbox.client.modern.ModernServer;
import tools.jackson.databind.JsonNode;

/// Finds out which era a server is of (Versioning, "Backward Compatibility"): it is asked a modern question, and only a
/// modern answer, be it an error, makes it modern.
record Probe(ModernServer wire) {
    private static final Set<Integer> MODERN_ERRORS =
            Set.of(ModernServer.HEADER_MISMATCH, ModernServer.MISSING_CAPABILITY, ModernServer.UNSUPPORTED_VERSION);

    sealed interface Look {}

    sealed interface Finding extends Look {}

    record Found(Era era) implements Finding {}

    record Failed(RpcAnswer answer) implements Finding {}

    /// The server refused this revision and named it among those that it speaks.
    record Again() implements Look {}

    Finding find(RequestContext errand) {
        return switch (look(wire.discover(errand))) {
            case Finding finding -> finding;
            case Again _ -> look(wire.discover(errand)) instanceof Finding finding
                    ? finding
                    : incompatible("it refuses the revision that it names");
        };
    }

    private static Look look(RpcAnswer answer) {
        return switch (answer) {
            case RpcAnswer.Result(var result) -> result.path("supportedVersions").isArray()
                    ? mutual(result.path("supportedVersions"), new Found(Era.MODERN))
                    : new Found(Era.LEGACY);
            case RpcAnswer.Fault(var _, var code, var _, var data) when code == ModernServer.UNSUPPORTED_VERSION ->
                mutual(data.path("supported"), new Again());
            case RpcAnswer.Fault(var _, var code, var message, var _) -> MODERN_ERRORS.contains(code)
                    ? incompatible("it refused to say what it speaks: " + message)
                    : new Found(Era.LEGACY);
            case RpcAnswer.Foreign _ -> new Found(Era.LEGACY);
            case RpcAnswer.TurnedAway _, RpcAnswer.Unsent _, RpcAnswer.Broken _ -> new Failed(answer);
        };
    }

    private static Look mutual(JsonNode versions, Look ifModern) {
        List<String> named = new ArrayList<>();
        versions.forEach(version -> named.add(version.asString("")));
        if (named.contains(ModernServer.REVISION)) {
            return ifModern;
        }
        return named.stream().anyMatch(LegacyServer.REVISIONS::contains)
                ? new Found(Era.LEGACY)
                : incompatible("it speaks no revision that is spoken here");
    }

    private static Finding incompatible(String reason) {
        return new Failed(new RpcAnswer.Broken(reason));
    }
}
