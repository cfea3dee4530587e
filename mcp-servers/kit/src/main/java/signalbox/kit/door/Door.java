package signalbox.kit.door;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;
import signalbox.identity.Principal;
import signalbox.identity.web.BearerChain;
import signalbox.policy.permission.Endpoint;

/// What happens to an authenticated request, in order: message, caller, protocol and session, wire.
///
/// In front of it stand, as filters, Host and Origin, the exact path, and the credential (`Listener`); behind it the
/// tool desk: statement, version, permission, schema, remembered call, work, limits, audit.
final class Door extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final long serialVersionUID = 1;

    private final transient MessageReader reader;
    private final transient Callers callers;
    private final transient SdkWire wire;

    Door(MessageReader reader, Callers callers, SdkWire wire) {
        this.reader = reader;
        this.callers = callers;
        this.wire = wire;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var refusal = answered(request, response);
            if (refusal != null) {
                Answers.refuse(response, refusal);
            }
        } catch (ClientAbortException e) {
            LOG.debug("A client went away", e);
        } catch (RequestRejectedException e) {
            throw e; // a header that the firewall in front refuses when it is first read: answered there
        } catch (Exception e) {
            LOG.error("A request broke", e);
            Answers.refuse(response, Refusal.of(500, Refusal.INTERNAL, "The server could not answer through a fault of its own."));
        }
    }

    private @Nullable Refusal answered(HttpServletRequest request, HttpServletResponse response) throws Exception {
        var unfit = unfit(request);
        if (unfit != null) {
            return unfit;
        }
        var principal = BearerChain.principal();
        var endpoint = Threshold.endpoint(request);
        if (!request.getMethod().equals("POST")) {
            return arrived(new Bearing(principal, endpoint, null), request, response);
        }
        return switch (reader.read(request.getInputStream())) {
            case Reading.Unreadable(var refusal) -> refusal;
            case Reading.Read(var message) -> {
                var refusal = arrived(new Bearing(principal, endpoint, message), new CheckedRequest(request, message.tree().toString()), response);
                yield refusal == null ? null : refusal.answering(message.id());
            }
        };
    }

    private @Nullable Refusal arrived(Bearing bearing, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return switch (callers.visit(bearing, request)) {
            case Callers.Admission.Refused(var refusal) -> refusal;
            case Callers.Admission.Admitted(var visit) -> {
                var holder = new Sessions.Holder(bearing.principal().name(), bearing.endpoint());
                var arrival = new Arrival(holder, visit, bearing.message());
                var refusal = wire.refusal(arrival, request);
                if (refusal == null) {
                    serve(arrival, request, response);
                }
                yield refusal;
            }
        };
    }

    private void serve(Arrival arrival, HttpServletRequest request, HttpServletResponse response) throws Exception {
        var masked = new MaskedResponse(response);
        wire.serve(arrival, request, masked);
        if (masked.hasFailed()) {
            LOG.warn("The wire answered {} to {}", response.getStatus(), request.getMethod());
            Answers.refuse(response, Refusal.of(response.getStatus(), Refusal.INVALID_REQUEST, "The request could not be taken."));
        }
    }

    private static @Nullable Refusal unfit(HttpServletRequest request) {
        var accept = String.valueOf(request.getHeader("Accept")).toLowerCase(Locale.ROOT);
        return switch (request.getMethod()) {
            case "POST" -> unfitPost(request, accept);
            case "GET" -> accept.contains("text/event-stream")
                    ? null
                    : Refusal.of(406, Refusal.INVALID_REQUEST, "A GET opens an event stream: accept text/event-stream.");
            case "DELETE" -> null;
            default -> Refusal.of(405, Refusal.INVALID_REQUEST, "Use POST for messages, GET for the event stream, DELETE to end a session.");
        };
    }

    private static @Nullable Refusal unfitPost(HttpServletRequest request, String accept) {
        var type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (!type.split(";", -1)[0].trim().equals("application/json")) {
            return Refusal.of(415, Refusal.INVALID_REQUEST, "The Content-Type of a message is application/json.");
        }
        return accept.contains("application/json") && accept.contains("text/event-stream")
                ? null
                : Refusal.of(406, Refusal.INVALID_REQUEST, "Accept both application/json and text/event-stream.");
    }

    /// A credential at an endpoint, with a message or none.
    record Bearing(Principal principal, Endpoint endpoint, @Nullable Message message) {}
}
