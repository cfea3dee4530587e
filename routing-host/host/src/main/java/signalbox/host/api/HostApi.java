package signalbox.host.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.host.run.Runs;
import signalbox.host.tool.ask.Consents;

/// Every endpoint of the host, in one list. All of `/v1` needs a token, except `/v1/oauth/callback`; `OpenApi` describes it.
public final class HostApi {
    private static final Logger LOG = LoggerFactory.getLogger(HostApi.class);

    private final RunEndpoints runs;
    private final ChatEndpoint chat;
    private final ModelsEndpoint models;
    private final RouteEndpoint route;
    private final CallbackEndpoint callback;

    public HostApi(Runs runs, Consents consents) {
        this.runs = new RunEndpoints(runs);
        this.chat = new ChatEndpoint(runs);
        this.models = new ModelsEndpoint(runs);
        this.route = new RouteEndpoint(runs);
        this.callback = new CallbackEndpoint(consents);
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/v1/runs", runs::start)
                .GET("/v1/runs/{id}", runs::read)
                .GET("/v1/runs/{id}/events", runs::events)
                .POST("/v1/runs/{id}/cancel", runs::cancel)
                .POST("/v1/runs/{id}/inputs", runs::input)
                .GET("/v1/oauth/callback", callback::returned)
                .POST("/v1/chat/completions", chat::complete)
                .GET("/v1/models", models::list)
                .POST("/v1/route", route::preview)
                .GET("/openapi.yaml", _ -> OpenApi.yaml())
                .GET("/openapi.json", _ -> OpenApi.json())
                .route(_ -> true, HostApi::nothingHere)
                .filter(HostApi::wordingErrors)
                .build();
    }

    private static ServerResponse nothingHere(ServerRequest request) {
        throw new ApiRefusal(ApiError.notFound("there is no " + request.method() + " " + request.path()
                + ": GET /openapi.yaml lists what there is"));
    }

    /// The one place where a failure becomes an answer; nothing of an exception is shown.
    private static ServerResponse wordingErrors(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return next.handle(request);
        } catch (ApiRefusal refusal) {
            return ApiResponses.error(refusal.error());
        } catch (IOException | UncheckedIOException e) {
            throw e;
        } catch (RequestRejectedException e) {
            throw e; // a header that the firewall in front refuses when it is first read: answered there
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return ApiResponses.error(ApiError.ours());
        }
    }
}
