package signalbox.host.api.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.RequestedTools;
import signalbox.host.run.RunRequest;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.caller.CallerRequest;

/// The tools of a chat: the caller's own, and those of the host that its `tools` or a header ask for. One that asks for
/// none of the host gets none.
final class ChatTools {
    private ChatTools() {}

    /// @param header `X-Signalbox-Tools`, or null
    static RunRequest.ToolUse of(CallerRequest chat, @Nullable String header) {
        var entries = new ArrayList<WantedTools.OfServer>();
        for (var asked : chat.hostTools()) {
            if (!ServerName.isValid(asked.server())) {
                throw ApiRefusal.invalid("tools", "'" + asked.server() + "' is no server: write a name such as retail");
            }
            entries.add(new WantedTools.OfServer(new ServerName(asked.server()), new HashSet<>(asked.allowed())));
        }
        if (header != null) {
            entries.addAll(RequestedTools.ofHeader(header));
        }
        checkNames(chat, entries);
        return new RunRequest.ToolUse(
                entries.isEmpty() ? new WantedTools.None() : new WantedTools.Listed(entries), chat.tools(), chat.choice());
    }

    /// No function of the caller may pass for a tool of the host, and a tool that is chosen must be there.
    private static void checkNames(CallerRequest chat, List<WantedTools.OfServer> hosts) {
        var own = chat.tools().stream().map(ToolOffer::name).toList();
        for (var name : own) {
            for (var host : hosts) {
                if (isOf(host, name)) {
                    throw ApiRefusal.invalid("tools", "'" + name + "' would pass for one of the host's tools of '" + host.server()
                            + "': give your function another name");
                }
            }
        }
        if (chat.choice() instanceof ToolChoice.Named(var chosen)
                && !own.contains(chosen)
                && hosts.stream().noneMatch(host -> isOf(host, chosen))) {
            throw ApiRefusal.invalid("tool_choice", "'" + chosen + "' is none of the tools asked for here: choose "
                    + (own.isEmpty() ? "auto" : "one of " + String.join(", ", own)));
        }
    }

    private static boolean isOf(WantedTools.OfServer host, String name) {
        return name.startsWith(host.server() + "__");
    }
}
