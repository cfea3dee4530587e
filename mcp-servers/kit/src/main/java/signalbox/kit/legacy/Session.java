package signalbox.kit.legacy;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.input.ClientCapability;
import signalbox.kit.notification.ChangeListener;
import signalbox.kit.notification.Notification;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;

/// One client's session: the SDK's, with its owner and its running requests. While it is open it is told of changes.
final class Session implements ChangeListener {
    /// How long a person may take to answer.
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(10);

    private final Holder holder;
    private final McpStreamableServerSession sdk;
    private final Set<ClientCapability> declared;
    private final Set<String> resources = ConcurrentHashMap.newKeySet();
    private final Map<JsonNode, SessionStream> running = new ConcurrentHashMap<>();
    private volatile LatestUse latest;

    /// The owner of a session: whose credential opened it, and at which endpoint.
    record Holder(PrincipalName principal, Endpoint endpoint) {}

    /// The credential and the rights of its latest request.
    private record LatestUse(Principal principal, CallerContext caller) {}

    Session(Holder holder, Principal principal, CallerContext caller, JsonNode initialize) {
        this.holder = holder;
        latest = new LatestUse(principal, caller);
        declared = ClientCapability.declared(initialize.path("capabilities"));
        var client = initialize.path("clientInfo");
        sdk = new McpStreamableServerSession(
                UUID.randomUUID().toString(), McpSchema.ClientCapabilities.builder().build(),
                McpSchema.Implementation.builder(client.path("name").stringValue(), client.path("version").stringValue()).build(),
                ANSWERED_WITHIN, Map.of(), Map.of());
    }

    String id() {
        return sdk.getId();
    }

    Holder holder() {
        return holder;
    }

    McpStreamableServerSession sdk() {
        return sdk;
    }

    Set<ClientCapability> declared() {
        return declared;
    }

    Principal principal() {
        return latest.principal();
    }

    void usedBy(Principal principal, CallerContext caller) {
        latest = new LatestUse(principal, caller);
    }

    void subscribe(String uri) {
        resources.add(uri);
    }

    void unsubscribe(String uri) {
        resources.remove(uri);
    }

    int subscriptions() {
        return resources.size();
    }

    void runs(JsonNode request, SessionStream stream) {
        running.put(request, stream);
    }

    void ran(JsonNode request) {
        running.remove(request);
    }

    /// The client no longer waits for this request's answer; an unknown id is ignored.
    void cancel(JsonNode request) {
        var stream = running.get(request);
        if (stream != null) {
            stream.withdraw();
        }
    }

    @Override
    public CallerContext caller() {
        return latest.caller();
    }

    @Override
    public Interests interests() {
        return new Interests(true, true, true, resources);
    }

    /// Sends it on the stream that the client listens on, if there is one.
    @Override
    public void tell(Notification notification) {
        if (sdk.hasListeningStream()) {
            sdk.sendNotification(notification.method(), notification.params()).onErrorComplete().block();
        }
    }

    @Override
    public void dismiss() {
        sdk.closeGracefully().onErrorComplete().block();
    }
}
