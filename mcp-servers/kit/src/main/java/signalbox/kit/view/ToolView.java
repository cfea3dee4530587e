package signalbox.kit.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolName;

/// What one class of callers sees at one endpoint: exactly one version of each visible tool.
public final class ToolView {
    private final List<ListedTool> tools;
    private final Map<ToolName, ListedTool> byName = new LinkedHashMap<>();
    private final ServerInfo serverInfo;
    private final String digest;

    ToolView(List<ListedTool> tools, ServerInfo serverInfo) {
        this.tools = List.copyOf(tools);
        this.serverInfo = serverInfo;
        tools.forEach(tool -> byName.put(tool.descriptor().id().name(), tool));
        digest = digest(tools);
    }

    /// In the order of their names.
    public List<ListedTool> tools() {
        return tools;
    }

    public Map<ToolName, ListedTool> byName() {
        return Collections.unmodifiableMap(byName);
    }

    public @Nullable ListedTool of(ToolName name) {
        return byName.get(name);
    }

    /// The server info that goes with this view.
    public ServerInfo serverInfo() {
        return serverInfo;
    }

    /// Equal for two views exactly where they show the same.
    public String digest() {
        return digest;
    }

    private static String digest(List<ListedTool> tools) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var tool : tools) {
                var line = tool.name() + " " + tool.descriptor().id() + " " + tool.descriptor().digest() + " " + tool.input() + "\n"
                        + tool.description() + "\n";
                sha.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
