package signalbox.kit.legacy;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import reactor.core.publisher.Mono;
import signalbox.http.server.EventStream;
import signalbox.kit.notification.OpenStreams;

/// The stream on which a client listens beside its requests.
///
/// @param place of it among its principal's streams
record ListeningStream(EventStream events, OpenStreams.OpenStream place) implements McpStreamableServerTransport {
    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            if (!events.offer(SdkJson.of(message))) {
                events.abandon(); // the client would not know what it has missed
            }
        });
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, String id) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return SdkJson.read(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            events.end();
            place.close();
        });
    }
}
