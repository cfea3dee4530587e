package signalbox.client.legacy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.exchange.ServerProtocol;
import signalbox.client.exchange.ToolCall;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One session with a server of revision 2025-11-25 or earlier; it opens when first used.
///
/// The SDK keeps the protocol; what it returns is read from the messages themselves, since its types drop what they do
/// not know.
public final class LegacyServer implements ServerProtocol {
    /// The revisions that are spoken, the newest last.
    public static final List<String> REVISIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    static final String ERRAND = "signalbox.errand";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final ScopedValue<RunningRequest> NOW = ScopedValue.newInstance();
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final LegacyTransport transport;
    private final McpSyncClient client;

    /// @param standing what is shown where a request belongs to no errand
    /// @param mayAsk whether the server is told that it may ask
    public LegacyServer(OutgoingHttp http, HttpTarget target, Access standing, boolean mayAsk) {
        transport = new LegacyTransport(http, target, standing);
        client = McpClient.sync(transport)
                .clientInfo(McpSchema.Implementation.builder("signalbox", "0.1.0").build())
                .capabilities(capabilities(mayAsk))
                .elicitation(_ -> declined())
                .urlElicitation(_ -> declined())
                .requestTimeout(LONGEST)
                .initializationTimeout(LONGEST)
                .transportContextProvider(LegacyServer::context)
                .build();
    }

    @Override
    public RpcAnswer tools(@Nullable String cursor, RequestContext errand) {
        return within(new RunningRequest(errand), () -> client.listTools(cursor == null ? McpSchema.FIRST_PAGE : cursor));
    }

    @Override
    public RpcAnswer call(ToolCall call, RequestContext errand) {
        var mapper = JsonMapper.shared();
        var running = new RunningRequest(errand);
        var request = McpSchema.CallToolRequest.builder(call.tool().name())
                .arguments(mapper.convertValue(call.arguments(), OBJECT))
                .meta(mapper.convertValue(call.meta(), OBJECT))
                .build();
        return within(running, () -> client.callTool(request));
    }

    @Override
    public void close() {
        client.closeGracefully();
    }

    private RpcAnswer within(RunningRequest running, Runnable work) {
        transport.began(running);
        var done = THREADS.submit(() -> ScopedValue.where(NOW, running).run(work));
        try {
            done.get(Math.max(1, running.errand().deadline().left().toMillis()), TimeUnit.MILLISECONDS);
            return running.answer("nothing that MCP can read");
        } catch (TimeoutException _) {
            return running.answer("no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return running.answer("the call was cancelled");
        } catch (ExecutionException _) {
            return running.answer("nothing that MCP can read");
        } finally {
            running.end();
            transport.ended(running);
            done.cancel(true);
        }
    }

    private static McpTransportContext context() {
        return NOW.isBound() ? McpTransportContext.create(Map.of(ERRAND, NOW.get())) : McpTransportContext.EMPTY;
    }

    /// The transport answers questions before the SDK sees them; this is what the SDK wants to be told.
    private static McpSchema.ClientCapabilities capabilities(boolean mayAsk) {
        var capabilities = McpSchema.ClientCapabilities.builder();
        return mayAsk ? capabilities.elicitation(true, true).build() : capabilities.build();
    }

    private static McpSchema.ElicitResult declined() {
        return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.DECLINE).build();
    }
}
