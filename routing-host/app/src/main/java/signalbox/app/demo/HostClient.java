package signalbox.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import signalbox.json.JsonReader;
import signalbox.json.JsonWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An agent of the host's HTTP surface, with its own token.
record HostClient(URI host, String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// One routed step as its event tells it.
    record Routed(int step, String decision, List<String> models) {
        Routed {
            models = List.copyOf(models);
        }
    }

    JsonNode run(ObjectNode body) throws IOException, InterruptedException {
        var request = request("/v1/runs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.text(body)))
                .build();
        return JsonReader.STORED.read(sent(request)).orThrow();
    }

    /// The routed steps of a finished run, from its events.
    List<Routed> routed(String run) throws IOException, InterruptedException {
        var events = sent(request("/v1/runs/" + run + "/events").GET().build());
        var routed = new ArrayList<Routed>();
        for (var event : events.split("\n\n", -1)) {
            if (event.contains("event:step.routed") || event.contains("event: step.routed")) {
                var data = JsonReader.STORED.read(event.substring(event.indexOf("data:") + 5)).orThrow();
                var models = data.path("models").valueStream().map(JsonNode::asString).toList();
                routed.add(new Routed(data.path("step").asInt(), data.path("decision_id").asString(""), models));
            }
        }
        return routed;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(host.resolve(path))
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + token);
    }

    private static String sent(HttpRequest request) throws IOException, InterruptedException {
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
