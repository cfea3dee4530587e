package signalbox.host.api;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.host.ledger.RunView;
import tools.jackson.databind.JsonNode;

/// What goes back: JSON, and for a run the headers that say which model answered by which rule at what cost.
final class ApiResponses {
    private ApiResponses() {}

    static ServerResponse error(ApiError error) {
        var answer = ServerResponse.status(HttpStatusCode.valueOf(error.status()));
        if (error.status() == 503) {
            answer.header("Retry-After", "1");
        }
        return written(answer, error.json());
    }

    static ServerResponse json(JsonNode body) {
        return written(ServerResponse.ok(), body);
    }

    static ServerResponse run(int status, RunView run, JsonNode body) {
        var answer = ServerResponse.status(HttpStatusCode.valueOf(status));
        answer.header("X-Signalbox-Run", run.id().toString());
        answer.header("X-Signalbox-Cost", run.cost().toString());
        answer.header("X-Signalbox-Policy", run.policy());
        var last = run.steps().isEmpty() ? null : run.steps().getLast();
        if (last != null) {
            answer.header("X-Signalbox-Model", last.model());
            answer.header("X-Signalbox-Rule", printable(last.rule()));
        }
        return written(answer, body);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static ServerResponse written(ServerResponse.BodyBuilder answer, JsonNode body) {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return answer.contentType(MediaType.APPLICATION_JSON)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build((_, response) -> {
                    response.setContentLength(bytes.length);
                    response.getOutputStream().write(bytes);
                    return null;
                });
    }
}
