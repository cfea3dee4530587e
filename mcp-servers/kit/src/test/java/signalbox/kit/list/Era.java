package signalbox.kit.list;

import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.Yard;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.json.JsonMapper;

/// The two ways in which the same may be asked.
enum Era {
    MODERN {
        @Override
        Caller caller(Yard yard, String path, String token) {
            var caller = new Modern(yard, path, token);
            return (method, params) -> caller.ask(method, params).reply();
        }
    },
    LEGACY {
        @Override
        Caller caller(Yard yard, String path, String token) {
            var caller = new Legacy(yard, path, token, yard.session(path, token));
            return caller::ask;
        }
    };

    abstract Caller caller(Yard yard, String path, String token);

    Caller of(Yard yard, String path, String principal) {
        return caller(yard, path, yard.token(principal));
    }

    Caller of(Yard yard, String path, String principal, String scopes) {
        return caller(yard, path, yard.token(principal, Scopes.parse(scopes)));
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
