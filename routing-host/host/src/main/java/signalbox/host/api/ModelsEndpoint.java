package signalbox.host.api;

import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.run.Runs;
import tools.jackson.databind.node.JsonNodeFactory;

/// `GET /v1/models`: the names the caller may ask for, and no others.
final class ModelsEndpoint {
    private final Runs runs;

    ModelsEndpoint(Runs runs) {
        this.runs = runs;
    }

    void list(ApiRequest request) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list");
        var data = list.putArray("data");
        for (var name : runs.models(request.caller())) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", name.substring(0, name.indexOf('/')));
        }
        request.reply(ApiResponses.json(200, list));
    }
}
