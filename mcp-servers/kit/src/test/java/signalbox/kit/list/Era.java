package signalbox.kit.list;

import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.json.JsonMapper;

/// The two ways in which the same may be asked.
enum Era {
    MODERN {
        @Override
        Caller caller(TestServers servers, String path, String token) {
            var caller = new Modern(servers, path, token);
            return (method, params) -> caller.ask(method, params).reply();
        }
    },
    LEGACY {
        @Override
        Caller caller(TestServers servers, String path, String token) {
            var caller = new Legacy(servers, path, token, servers.session(path, token));
            return caller::ask;
        }
    };

    abstract Caller caller(TestServers servers, String path, String token);

    Caller of(TestServers servers, String path, String principal) {
        return caller(servers, path, servers.token(principal));
    }

    Caller of(TestServers servers, String path, String principal, String scopes) {
        return caller(servers, path, servers.token(principal, Scopes.parse(scopes)));
    }

    /// One caller at one endpoint.
    interface Caller {
        /// @param params JSON
        Reply ask(String method, String params);

        default Reply call(String tool, String arguments) {
            return ask("tools/call", "{\"name\": " + JsonMapper.shared().writeValueAsString(tool) + ", \"arguments\": " + arguments + "}");
        }

        default Reply list(String kind) {
            return ask(kind + "/list", "{}");
        }
    }
}
