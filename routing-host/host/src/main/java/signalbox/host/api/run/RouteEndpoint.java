package signalbox.host.api.run;

import signalbox.host.api.error.PreviewResult;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.api.request.Fields;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.run.Runs;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.RouteDecision;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/route`: the decision that the first step of a run would get, without the call.
public final class RouteEndpoint {
    private final Runs runs;

    public RouteEndpoint(Runs runs) {
        this.runs = runs;
    }

    public void preview(ApiRequest request) {
        var wish = RunBody.request(Fields.of(request.json(), ""), RequestHeaders.of(request.head()), null);
        var decided = PreviewResult.of(runs.preview(request.caller(), wish)).decision();
        request.reply(ApiResponses.json(200, json(decided)));
    }

    private static ObjectNode json(RouteDecision decision) {
        var json = JsonNodeFactory.instance.objectNode();
        var candidates = json.putArray("candidates");
        switch (decision) {
            case RouteDecision.Routed routed -> {
                json.put("rule", routed.rule());
                for (var candidate : routed.candidates()) {
                    candidates.addObject()
                            .put("model", candidate.model().toString())
                            .put("estimate", new Cost(candidate.estimate()).usd());
                }
            }
            case RouteDecision.NoRoute _ -> json.putNull("rule");
        }
        json.put("policy", decision.policy());
        var dropped = json.putArray("dropped");
        for (var drop : decision.dropped()) {
            dropped.addObject()
                    .put("model", drop.model().toString())
                    .put("rule", drop.rule())
                    .put("by", drop.by())
                    .put("reason", drop.reason());
        }
        var passed = json.putArray("passed");
        for (var pass : decision.passed()) {
            passed.addObject().put("rule", pass.rule()).put("reason", pass.reason());
        }
        return json;
    }
}
