package signalbox.app.management;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Says what went wrong in one line of JSON, and never in what code. Tomcat makes it by its name.
public final class JsonErrorValve extends ErrorReportValve {
    private static final Logger LOG = System.getLogger(JsonErrorValve.class.getName());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (failure != null) {
            LOG.log(Level.ERROR, "a request to the management endpoints broke", failure);
        }
        try {
            response.setContentType("application/json");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getReporter().write("{\"error\":\"" + reason(status) + "\"}\n");
            response.finishResponse();
        } catch (IOException _) {
            // Whoever asked is gone.
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 404 -> "there is nothing at this path";
            case 405 -> "this path does not take that method";
            default -> status < 500 ? "the request cannot be read or answered as it is" : "the server failed; its log says why";
        };
    }
}
