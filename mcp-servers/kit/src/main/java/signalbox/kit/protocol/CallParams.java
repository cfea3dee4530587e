package signalbox.kit.protocol;

import java.util.regex.Pattern;
import signalbox.kit.call.CallToolRequest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the parameters of `tools/call`, in the same way in every revision.
final class CallParams {
    private static final String CALL_ID = "signalbox/call-id";
    private static final Pattern CALL_ID_FORM = Pattern.compile("[!-~]{1,200}");

    private CallParams() {}

    sealed interface Parsed {
        record Valid(CallToolRequest request) implements Parsed {}

        record Invalid(String text) implements Parsed {}
    }

    static Parsed of(ObjectNode params) {
        var name = params.get("name");
        if (name == null || !name.isString()) {
            return new Parsed.Invalid("'name' is missing or not a string: it names the tool to call.");
        }
        var arguments = params.get("arguments");
        if (arguments != null && !arguments.isObject()) {
            return new Parsed.Invalid("'arguments' must be an object.");
        }
        var callId = params.path("_meta").get(CALL_ID);
        if (callId != null && !(callId.isString() && CALL_ID_FORM.matcher(callId.stringValue()).matches())) {
            return new Parsed.Invalid("'" + CALL_ID + "' must be a string of 1 to 200 printable ASCII characters without spaces.");
        }
        return new Parsed.Valid(CallToolRequest.of(
                name.stringValue(),
                arguments == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) arguments,
                callId == null ? null : callId.stringValue()));
    }
}
