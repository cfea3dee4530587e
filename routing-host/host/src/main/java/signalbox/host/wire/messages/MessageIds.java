package signalbox.host.wire.messages;

import java.util.regex.Pattern;
import signalbox.host.turn.CallId;

/// The ids of calls as callers of the Messages API are shown them: ours, with the start that Anthropic's have.
final class MessageIds {
    private static final String OURS = "call_";
    private static final String SHOWN = "toolu_";

    /// Anthropic's own are longer.
    private static final Pattern OF_OURS = Pattern.compile("toolu_[0-9A-Za-z]{22}");

    private MessageIds() {}

    static String shown(CallId call) {
        return call.value().startsWith(OURS) ? SHOWN + call.value().substring(OURS.length()) : call.value();
    }

    /// What [#shown] gave is the same call again; any other is kept as the caller wrote it.
    static CallId own(String id) {
        return new CallId(OF_OURS.matcher(id).matches() ? OURS + id.substring(SHOWN.length()) : id);
    }
}
