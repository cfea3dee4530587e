package signalbox.host.api;

import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.host.run.Runs;
import signalbox.identity.web.BearerChain;
import tools.jackson.databind.node.JsonNodeFactory;

/// `GET /v1/models`: the names the caller may ask for, and no others.
final class ModelsEndpoint {
    private final Runs runs;

    ModelsEndpoint(Runs runs) {
        this.runs = runs;
    }

    ServerResponse list(ServerRequest request) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list");
        var data = list.putArray("data");
        for (var name : runs.models(BearerChain.principal())) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", name.substring(0, name.indexOf('/')));
        }
        return ApiResponses.json(list);
    }
}
