package signalbox.kit;

import java.util.List;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/// One session of revision 2025-11-25.
///
/// @param session the header that names it
public record Legacy(TestServers servers, String path, String token, String session) {
    public static Legacy of(TestServers servers, String path, String principal) {
        var token = servers.token(principal);
        return new Legacy(servers, path, token, servers.session(path, token));
    }

    /// One whose client can answer questions of every kind.
    public static Legacy capable(TestServers servers, String path, String principal) {
        var token = servers.token(principal);
        var session = servers.session(path, token, "{\"elicitation\": {}, \"sampling\": {}, \"roots\": {}}", List.of());
        return new Legacy(servers, path, token, session);
    }

    /// @param id and params JSON
    public Request request(String id, String method, String params) {
        return message("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + params + "}");
    }

    public Request message(String body) {
        return Request.of("POST", path).with("Authorization: Bearer " + token).with(TestServers.JSON).with(TestServers.ACCEPT).with(session).body(body);
    }

    public Request calling(String id, String tool, String arguments) {
        return request(id, "tools/call", "{\"name\": " + JsonMapper.shared().writeValueAsString(tool) + ", \"arguments\": " + arguments + "}");
    }

    public Reply send(Request request) {
        return servers.send(request);
    }

    public Reply ask(String method, String params) {
        return send(request("7", method, params));
    }

    public Reply call(String tool, String arguments) {
        return send(calling("7", tool, arguments));
    }

    public Reply notify(String method, String params) {
        return send(message("{\"jsonrpc\": \"2.0\", \"method\": \"" + method + "\", \"params\": " + params + "}"));
    }

    /// The stream on which the client listens beside its requests.
    public RawConnection listening() {
        var connection = RawConnection.to(servers.port());
        connection.send(Request.of("GET", path).with("Authorization: Bearer " + token).with(TestServers.ACCEPT).with(session));
        connection.head();
        return connection;
    }
}
