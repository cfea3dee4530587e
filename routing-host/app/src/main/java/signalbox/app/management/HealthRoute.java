package signalbox.app.management;

import java.sql.SQLException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.database.Database;
import signalbox.policy.LiveRulebook;
import tools.jackson.databind.node.JsonNodeFactory;

/// `GET /health`: whether the database answers, which policy is in force, when its files were looked at last, and
/// whether a newer one was refused.
record HealthRoute(Database database, LiveRulebook rulebook) {
    private static final int PATIENCE_SECONDS = 2;

    RouterFunction<ServerResponse> route() {
        return RouterFunctions.route().GET("/health", this::health).build();
    }

    private ServerResponse health(ServerRequest request) {
        boolean healthy = answers(database);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("status", healthy ? "up" : "down");
        body.put("policy", rulebook.get().revision());
        body.put("policy_looked_at", rulebook.lastLook().toString());
        body.put("newer_policy_refused", !rulebook.rejection().isEmpty());
        return ServerResponse.status(healthy ? 200 : 503)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body + "\n");
    }

    static boolean answers(Database database) {
        try (var connection = database.dataSource().getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
