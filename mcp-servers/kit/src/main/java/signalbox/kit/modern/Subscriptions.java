package signalbox.kit.modern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.EventStream;
import signalbox.http.server.HttpExchange;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.feature.Resources;
import signalbox.kit.notification.ChangeListener;
import signalbox.kit.notification.ChangeListeners;
import signalbox.kit.notification.Notification;
import signalbox.kit.notification.OpenStreams;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.rpc.Result;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `subscriptions/listen`: a stream of changes that lasts until either side ends it (basic/patterns/subscriptions).
final class Subscriptions {
    private static final int MOST_RESOURCES = 1_000;
    private static final List<String> LISTS = List.of("toolsListChanged", "promptsListChanged", "resourcesListChanged");

    private final ChangeListeners listeners;
    private final Resources resources;

    Subscriptions(ChangeListeners listeners, Resources resources) {
        this.listeners = listeners;
        this.resources = resources;
    }

    /// Opens the stream, acknowledges what will be sent on it, and leaves it open.
    void open(CallerContext caller, JsonNode id, JsonNode wanted, Connection connection) {
        var refusal = refusal(wanted);
        if (refusal != null) {
            connection.exchange().reply(refusal.answering(id).reply());
            return;
        }
        var open = listeners.streams().open(new OpenStreams.Listener(connection.principal(), caller.principal()));
        if (open == null) {
            connection.exchange().reply(Refusal.of(429, Refusal.INVALID_REQUEST, listeners.streams().full()).answering(id).reply());
            return;
        }
        var interests = interests(caller, wanted);
        var subscription = new Subscription(caller, interests, id, new Sending(connection.exchange().stream(List.of()), open));
        subscription.begin(() -> listeners.add(subscription, connection.live()));
        connection.exchange().whenGone(() -> {
            listeners.remove(subscription);
            open.close();
        });
    }

    /// @param principal whose credential came with the request
    /// @param live whether it is still good
    record Connection(HttpExchange exchange, PrincipalName principal, BooleanSupplier live) {}

    /// Where a subscription's frames go, and its place among its principal's streams.
    private record Sending(EventStream stream, OpenStreams.OpenStream place) {}

    private static @Nullable Refusal refusal(JsonNode wanted) {
        boolean lists = LISTS.stream().map(wanted::path).allMatch(each -> each.isMissingNode() || each.isBoolean());
        var uris = wanted.path("resourceSubscriptions");
        boolean strings = uris.isMissingNode() || (uris.isArray() && uris.valueStream().allMatch(JsonNode::isString));
        return wanted.isObject() && lists && strings
                ? null
                : Refusal.of(400, Refusal.INVALID_PARAMS, "'notifications' is an object: " + String.join(", ", LISTS)
                        + " are true or false, resourceSubscriptions a list of URIs.");
    }

    /// Only resources that the caller may read: about others nothing would be sent.
    private ChangeListener.Interests interests(CallerContext caller, JsonNode wanted) {
        var open = wanted.path("resourceSubscriptions").valueStream()
                .map(JsonNode::stringValue)
                .distinct()
                .filter(uri -> resources.isOpen(caller, uri))
                .limit(MOST_RESOURCES)
                .collect(Collectors.toUnmodifiableSet());
        return new ChangeListener.Interests(
                wanted.path("toolsListChanged").booleanValue(false),
                wanted.path("promptsListChanged").booleanValue(false),
                wanted.path("resourcesListChanged").booleanValue(false),
                open);
    }

    private static ObjectNode acknowledged(ChangeListener.Interests interests) {
        var params = JsonNodeFactory.instance.objectNode();
        var notifications = params.putObject("notifications");
        if (interests.toolsList()) {
            notifications.put("toolsListChanged", true);
        }
        if (interests.promptsList()) {
            notifications.put("promptsListChanged", true);
        }
        if (interests.resourcesList()) {
            notifications.put("resourcesListChanged", true);
        }
        if (!interests.resources().isEmpty()) {
            var uris = notifications.putArray("resourceSubscriptions");
            new ArrayList<>(interests.resources()).stream().sorted().forEach(uris::add);
        }
        return params;
    }

    /// One open stream. Compared by identity: two streams of one caller are two listeners.
    private static final class Subscription implements ChangeListener {
        private final CallerContext caller;
        private final Interests interests;
        private final JsonNode id;
        private final Sending sending;

        Subscription(CallerContext caller, Interests interests, JsonNode id, Sending sending) {
            this.caller = caller;
            this.interests = interests;
            this.id = id;
            this.sending = sending;
        }

        @Override
        public CallerContext caller() {
            return caller;
        }

        @Override
        public Interests interests() {
            return interests;
        }

        /// Changes after the acknowledgement are sent, and are sent after it.
        synchronized void begin(Runnable listening) {
            listening.run();
            send(framed("notifications/subscriptions/acknowledged", acknowledged(interests)));
        }

        @Override
        public synchronized void tell(Notification notification) {
            send(framed(notification.method(), notification.params()));
        }

        @Override
        public synchronized void dismiss() {
            var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
            result.putObject("_meta").set(RequestEnvelope.META + "subscriptionId", id);
            send(Result.of(id, result));
            sending.stream().end();
            sending.place().close();
        }

        private void send(byte[] message) {
            if (!sending.stream().offer(message)) {
                sending.stream().abandon(); // the client would not know what it has missed
            }
        }

        private byte[] framed(String method, ObjectNode params) {
            params.putObject("_meta").set(RequestEnvelope.META + "subscriptionId", id);
            return ResultFrame.notification(method, params);
        }
    }
}
