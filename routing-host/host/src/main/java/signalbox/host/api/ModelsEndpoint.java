package signalbox.host.api;

import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.run.Runs;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models` and `GET /v1/models/{name}`: the names the caller may ask for, and no others.
final class ModelsEndpoint {
    /// What a model's name comes after.
    static final String PATH = "/v1/models/";

    private final Runs runs;

    ModelsEndpoint(Runs runs) {
        this.runs = runs;
    }

    void list(ApiRequest request) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list");
        var data = list.putArray("data");
        for (var name : runs.models(request.caller())) {
            data.add(model(name));
        }
        request.reply(ApiResponses.json(200, list));
    }

    /// One model, or `model_not_found` for an unknown name and for one that the caller may not use.
    void retrieve(ApiRequest request) {
        var name = named(request.id());
        if (!runs.models(request.caller()).contains(name)) {
            throw new ApiRefusal(ApiError.unknownModel("there is no model '" + name + "' for you: GET /v1/models lists those you may use"));
        }
        request.reply(ApiResponses.json(200, model(name)));
    }

    /// A path in which a model's name is written as it is: OpenAI's SDKs encode its slash and its colon.
    static String named(String path) {
        return path.replaceAll("%2[Ff]", "/").replaceAll("%3[Aa]", ":");
    }

    private static ObjectNode model(String name) {
        return JsonNodeFactory.instance.objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", name.substring(0, name.indexOf('/')));
    }
}
