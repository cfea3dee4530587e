package signalbox.kit.modern;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.HeaderParameter;
import signalbox.descriptor.HeaderValue;
import signalbox.descriptor.RequestMetadata;
import signalbox.http.server.RequestHead;
import signalbox.kit.content.Printable;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a request says about itself in `_meta` and again in headers, and the check that the two agree: whoever looks only
/// at the headers must have seen the request that runs (basic/transports/streamable-http, "Server Validation").
final class RequestEnvelope {
    static final String VERSION = "2026-07-28";
    static final String META = RequestMetadata.PREFIX;

    private static final List<String> OWN = List.of(META + "protocolVersion", META + "clientCapabilities", META + "clientInfo");

    private final RequestHead head;
    private final Message message;

    RequestEnvelope(RequestHead head, Message message) {
        this.head = head;
        this.message = message;
    }

    /// Whether the message has a field of `_meta` that only this revision has.
    static boolean isOf(Message message) {
        return OWN.stream().anyMatch(message.meta()::has);
    }

    /// Why a GET or DELETE is refused.
    static Refusal withoutMessage(RequestHead head, List<String> supported) {
        var version = head.header("MCP-Protocol-Version");
        return version == null || version.equals(VERSION)
                ? Refusal.of(405, Refusal.INVALID_REQUEST, "Revision " + VERSION + " knows POST only.")
                : unsupported(version, supported);
    }

    /// Why the request is refused, or null.
    @Nullable Refusal refusal(List<String> supported) {
        var meta = message.meta();
        var version = meta.get(META + "protocolVersion");
        var header = head.headers("MCP-Protocol-Version");
        if (version == null && header.size() == 1 && !header.getFirst().equals(VERSION)) {
            return unsupported(header.getFirst(), supported);
        }
        var client = meta.get(META + "clientInfo");
        if (version == null || !version.isString() || !meta.path(META + "clientCapabilities").isObject()
                || (client != null && !client.isObject())) {
            return Refusal.of(400, Refusal.INVALID_PARAMS, "'params._meta' needs '" + META
                    + "protocolVersion', a string, and '" + META + "clientCapabilities', an object; '" + META
                    + "clientInfo' is an object too.");
        }
        var mismatch = mismatch("MCP-Protocol-Version", header, version.stringValue());
        if (mismatch == null && !version.stringValue().equals(VERSION)) {
            return unsupported(version.stringValue(), supported);
        }
        if (mismatch == null) {
            mismatch = mismatch("Mcp-Method", head.headers("Mcp-Method"), message.method());
        }
        if (mismatch == null) {
            mismatch = misnamed();
        }
        return mismatch == null ? unknownLevel(meta) : Refusal.of(400, Refusal.HEADER_MISMATCH, mismatch);
    }

    /// server/utilities/logging, "Error Handling".
    private static @Nullable Refusal unknownLevel(JsonNode meta) {
        var level = meta.get(META + "logLevel");
        return level == null || LoggingLevel.of(level.asString("")) != null
                ? null
                : Refusal.of(400, Refusal.INVALID_PARAMS, "'" + META + "logLevel' is one of " + LoggingLevel.words() + ".");
    }

    /// Compares the headers of the parameters that this version's schema wants mirrored.
    @Nullable String objection(Iterable<HeaderParameter> mirrored, JsonNode arguments) {
        for (var parameter : mirrored) {
            var name = parameter.name();
            var value = parameter.in(arguments);
            var headers = head.headers(name);
            if (value == null && !headers.isEmpty()) {
                return "The header " + name + " has no value in the arguments to agree with: leave it out.";
            }
            if (value != null && !agrees(headers, value)) {
                return "The header " + name + " must be there once and say what the argument says.";
            }
        }
        return null;
    }

    private static boolean agrees(List<String> headers, JsonNode value) {
        if (headers.size() != 1) {
            return false;
        }
        var told = HeaderValue.read(headers.getFirst());
        if (told == null) {
            return false;
        }
        return value.isNumber() ? isSameNumber(told, value) : told.equals(value.asString());
    }

    private static boolean isSameNumber(String told, JsonNode value) {
        try {
            var number = value.decimalValue();
            return told.length() <= 100 && HeaderParameter.isSafe(number) && new BigDecimal(told).compareTo(number) == 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private @Nullable String misnamed() {
        var name = RequestMetadata.name(message.method(), message.params());
        if (name != null) {
            return mismatch("Mcp-Name", head.headers("Mcp-Name"), name);
        }
        return RequestMetadata.isNamed(message.method()) && !head.headers("Mcp-Name").isEmpty()
                ? "The header Mcp-Name has no name in the message to agree with: leave it out."
                : null;
    }

    private static @Nullable String mismatch(String header, List<String> values, String expected) {
        if (values.size() != 1) {
            return "The header " + header + " must be there once; the message says '" + Printable.of(expected) + "'.";
        }
        var told = header.equals("Mcp-Name") ? HeaderValue.read(values.getFirst()) : values.getFirst();
        return expected.equals(told)
                ? null
                : "The header " + header + " says '" + Printable.of(values.getFirst()) + "', the message '" + Printable.of(expected) + "'.";
    }

    private static Refusal unsupported(String requested, List<String> supported) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        var list = data.putArray("supported");
        supported.stream().filter(version -> !version.equals(requested)).forEach(list::add); // a client takes the next from it
        data.put("requested", requested);
        var text = supported.contains(requested)
                ? "Protocol version '" + requested + "' is spoken in a session, which 'initialize' opens: a request by itself is of " + VERSION + "."
                : "Unsupported protocol version '" + Printable.of(requested) + "': supported are " + String.join(", ", supported) + ".";
        return Refusal.of(400, Refusal.UNSUPPORTED_VERSION, text).with(data);
    }
}
