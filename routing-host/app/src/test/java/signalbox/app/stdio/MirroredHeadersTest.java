package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import signalbox.kit.rpc.Message;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

class MirroredHeadersTest {
    @Test
    void whatCannotStandInAHeaderAndMayNotBeEncodedIsLeftToTheServer() {
        var headers = new MirroredHeaders().of(message("a\nb", "{\"_meta\":{\"" + MirroredHeaders.VERSION + "\":\"20\\n26\"}}"));

        assertThat(headers).isEmpty();
    }

    @Test
    void aToolThatAnnotatesWronglyIsNotRepeated() {
        var headers = new MirroredHeaders();
        headers.learn(object("{\"tools\":[{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
                + "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Bad Name\"}}}}]}"));

        assertThat(headers.of(message("tools/call", "{\"name\":\"t\",\"arguments\":{\"a\":\"x\"}}")))
                .containsOnlyKeys("Mcp-Method", "Mcp-Name");
    }

    private static Message message(String method, String params) {
        return new Message(IntNode.valueOf(1), method, object(params));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) HeldEndpoint.JSON.readTree(json);
    }
}
