package signalbox.kit.protocol;

import java.util.regex.Pattern;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.feature.CallToolRequest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of `tools/call`, read the same way in every revision.
final class CallParams {
    private static final String CALL_ID = "signalbox/call-id";
    private static final Pattern CALL_ID_FORM = Pattern.compile("[!-~]{1,200}");

    private CallParams() {}

    sealed interface Asked {
        record Well(CallToolRequest call) implements Asked {}

        record Badly(String text) implements Asked {}
    }

    static Asked of(ObjectNode params, CallContext line) {
        var name = params.get("name");
        if (name == null || !name.isString()) {
            return new Asked.Badly("'name' is missing or no string: it names the tool to call.");
        }
        var arguments = params.get("arguments");
        if (arguments != null && !arguments.isObject()) {
            return new Asked.Badly("'arguments' is an object.");
        }
        var callId = params.path("_meta").get(CALL_ID);
        if (callId != null && !(callId.isString() && CALL_ID_FORM.matcher(callId.stringValue()).matches())) {
            return new Asked.Badly("'" + CALL_ID + "' is a string of 1 to 200 printable ASCII characters without spaces.");
        }
        return new Asked.Well(new CallToolRequest(
                name.stringValue(),
                arguments == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) arguments,
                callId == null ? null : callId.stringValue(),
                line));
    }
}
