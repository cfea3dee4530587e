package signalbox.host.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.host.api.chat.ChatEndpoint;
import signalbox.host.api.completions.ChatCompletions;
import signalbox.host.api.embeddings.EmbeddingsEndpoint;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.messages.MessagesFormat;
import signalbox.host.api.messages.TokenCountEndpoint;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.api.responses.ResponseEndpoints;
import signalbox.host.api.run.RouteEndpoint;
import signalbox.host.api.run.RunEndpoints;
import signalbox.host.run.Runs;
import signalbox.host.tool.elicitation.Consents;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.RequestHead;
import signalbox.identity.Principal;

/// Every endpoint of the host, in one list. All of `/v1` needs a token, except `/v1/oauth/callback`; `OpenApi` describes it.
public final class HostApi {
    private static final Logger LOG = LoggerFactory.getLogger(HostApi.class);

    private final List<Route> routes;

    public HostApi(Runs runs, Consents consents) {
        var run = new RunEndpoints(runs);
        var response = new ResponseEndpoints(runs);
        var models = new ModelsEndpoint(runs);
        routes = List.of(
                Route.forCallers("POST", "/v1/chat/completions", new ChatEndpoint(runs, new ChatCompletions())::complete),
                Route.forCallers("POST", "/v1/messages", new ChatEndpoint(runs, new MessagesFormat())::complete),
                Route.forCallers("POST", "/v1/messages/count_tokens", new TokenCountEndpoint(runs)::count),
                Route.forCallers("POST", "/v1/responses", response::create),
                Route.forCallers("GET", "/v1/responses/{id}", response::read),
                Route.forCallers("DELETE", "/v1/responses/{id}", response::delete),
                Route.forCallers("POST", "/v1/responses/{id}/cancel", response::cancel),
                Route.forCallers("POST", "/v1/embeddings", new EmbeddingsEndpoint(runs)::create),
                Route.forCallers("POST", "/v1/runs", run::start),
                Route.forCallers("GET", "/v1/runs/{id}", run::read),
                Route.forCallers("GET", "/v1/runs/{id}/events", run::events),
                Route.forCallers("POST", "/v1/runs/{id}/cancel", run::cancel),
                Route.forCallers("POST", "/v1/runs/{id}/inputs", run::input),
                Route.forAnyone("GET", "/v1/oauth/callback", new CallbackEndpoint(consents)::returned),
                Route.forCallers("GET", "/v1/models", models::list),
                Route.forCallers("GET", ModelsEndpoint.PATH + "{model}", models::retrieve),
                Route.forCallers("POST", "/v1/route", new RouteEndpoint(runs)::preview),
                Route.forAnyone("GET", "/openapi.yaml", OpenApi::yaml),
                Route.forAnyone("GET", "/openapi.json", OpenApi::json));
    }

    /// Whether something at this path may be asked for without a token.
    boolean isOpen(String path) {
        return routes.stream().anyMatch(route -> route.open() && route.match(path) != null);
    }

    /// Whether there is such an endpoint under the API's version, which a base URL without it leaves out.
    boolean isUnderVersion(String method, String path) {
        var whole = HostListener.RESOURCE + path;
        return routes.stream().anyMatch(route -> route.method().equals(method) && route.match(whole) != null);
    }

    /// Answers a request that was let in. This is the one place where a failure becomes an answer; nothing of an exception
    /// is shown.
    void serve(RequestHead head, @Nullable Principal caller, byte[] body, HttpExchange exchange) {
        var format = ErrorFormat.at(head.path());
        try {
            answer(head, caller, body, exchange);
        } catch (ApiRefusal refusal) {
            exchange.replyUnlessAnswered(ApiResponses.error(refusal.error(), format));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            exchange.replyUnlessAnswered(ApiResponses.error(ApiError.busy("the host is closing; try again soon"), format));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", head.method(), head.path(), e);
            exchange.replyUnlessAnswered(ApiResponses.error(ApiError.ours(), format));
        }
    }

    private void answer(RequestHead head, @Nullable Principal caller, byte[] body, HttpExchange exchange)
            throws InterruptedException {
        for (var route : routes) {
            var id = route.method().equals(head.method()) ? route.match(head.path()) : null;
            if (id != null) {
                route.endpoint().answer(new ApiRequest(head, caller, id, body, exchange));
                return;
            }
        }
        throw new ApiRefusal(ApiError.notFound("there is no " + head.method() + " " + head.path()
                + ": GET /openapi.yaml lists what there is"));
    }
}
