package signalbox.host.station;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.util.FileSystemUtils;

/// One MCP server on a free port. It remembers call ids, as our own servers do, and keeps what it was asked.
public final class McpDesk implements AutoCloseable {
    /// @param headers `authorization` and `x-signalbox-caller`
    public record Seen(String tool, Map<String, Object> arguments, String callId, Map<String, String> headers) {}

    /// @param effect `read` or `write`
    /// @param digest empty for a server that is not one of ours
    public record Tool(String name, String version, String effect, List<String> labels, String digest) {
        public static Tool reading(String name) {
            return new Tool(name, "1.0.0", "read", List.of(), "sha256:00");
        }

        public Tool labelled(String label) {
            return new Tool(name, version, effect, List.of(label), digest);
        }

        public Tool writing() {
            return new Tool(name, version, "write", labels, digest);
        }

        public Tool foreign() {
            return new Tool(name, version, effect, labels, "");
        }
    }

    private final Tomcat tomcat = new Tomcat();
    private final McpSyncServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, McpSchema.CallToolResult> remembered = new ConcurrentHashMap<>();
    private final Path folder;
    private final int port;

    public McpDesk() {
        var transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .contextExtractor(request -> McpTransportContext.create(Map.of(
                        "authorization", String.valueOf(request.getHeader("Authorization")),
                        "x-signalbox-caller", String.valueOf(request.getHeader("X-Signalbox-Caller")))))
                .build();
        server = McpServer.sync(transport)
                .serverInfo("desk", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(false)
                .build();
        try {
            folder = Files.createTempDirectory("desk");
            tomcat.setBaseDir(folder.toString());
            tomcat.setPort(0);
            tomcat.setSilent(true);
            var context = tomcat.addContext("", null);
            var servlet = Tomcat.addServlet(context, "mcp", transport);
            servlet.setAsyncSupported(true);
            servlet.addMapping("/*");
            tomcat.start();
            port = tomcat.getConnector().getLocalPort();
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    public int port() {
        return port;
    }

    /// What was asked, repeated calls included.
    public List<Seen> seen() {
        return seen;
    }

    /// Serves a tool that takes `{id: string}`.
    public McpDesk serve(Tool tool, Function<Seen, McpSchema.CallToolResult> work) {
        Map<String, Object> schema = Map.of(
                "type", "object", "properties", Map.of("id", Map.of("type", "string")), "required", List.of("id"),
                "additionalProperties", false);
        var offered = McpSchema.Tool.builder(tool.name(), schema)
                .description("Tool " + tool.name() + ".")
                .meta(Map.of(
                        "signalbox/tool", tool.name(), "signalbox/version", tool.version(), "signalbox/digest",
                        tool.digest(), "signalbox/labels", tool.labels(), "signalbox/effect",
                        Map.of("class", tool.effect())))
                .build();
        server.addTool(new SyncToolSpecification(offered, (exchange, request) -> {
            var context = exchange.transportContext();
            var meta = request.meta() == null ? Map.<String, Object>of() : request.meta();
            var asked = new Seen(
                    request.name(), request.arguments(), String.valueOf(meta.get("signalbox/call-id")),
                    Map.of("authorization", String.valueOf(context.get("authorization")), "x-signalbox-caller",
                            String.valueOf(context.get("x-signalbox-caller"))));
            seen.add(asked);
            return remembered.computeIfAbsent(asked.callId(), _ -> work.apply(asked));
        }));
        return this;
    }

    /// How many calls were done, repeated ones not counted.
    public int done() {
        return remembered.size();
    }

    public static McpSchema.CallToolResult said(String text) {
        return ruled(text, false, "allow");
    }

    public static McpSchema.CallToolResult ruled(String text, boolean error, String decision) {
        return McpSchema.CallToolResult.builder()
                .addTextContent(text)
                .isError(error)
                .meta(Map.of(
                        "signalbox/decision", decision, "signalbox/decision-id", "dec_0000000000000000000000",
                        "signalbox/rule", "role.may[0]"))
                .build();
    }

    @Override
    public void close() {
        server.close();
        try {
            tomcat.stop();
            tomcat.destroy();
            FileSystemUtils.deleteRecursively(folder);
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
