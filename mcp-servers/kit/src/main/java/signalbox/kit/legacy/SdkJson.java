package signalbox.kit.legacy;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import signalbox.kit.rpc.MessageReader;

/// JSON of the SDK's messages, with the limits of our reader.
final class SdkJson {
    private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(MessageReader.mapper());

    private SdkJson() {}

    static byte[] of(McpSchema.JSONRPCMessage message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(Object data, TypeRef<T> type) {
        return MAPPER.convertValue(data, type);
    }
}
