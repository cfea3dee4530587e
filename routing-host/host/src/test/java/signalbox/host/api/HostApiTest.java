package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.api.request.RequestBody;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.model.offline.OfflineModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.Runs;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.Routing;
import signalbox.source.Checked;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class HostApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String MODELS = """
            providers:
              offline: {wire: offline}
            models:
              offline/small:
                id: small
                context: 100000
                output: 4000
                price: {input: 1.0, output: 2.0}
                can: [tools]
              offline/narrow:
                id: small
                context: 300
                output: 100
                price: {input: 1.0, output: 2.0}
                can: [tools]
            """;
    private static final String ROUTING = """
            policy: test
            groups:
              small: [offline/small]
              narrow: [offline/narrow]
            rules:
              - {name: all, use: small}
            """;

    private static Database database;
    private static Ledger ledger;
    private static Runs runs;
    private static HostListener listener;
    private static String token;
    private static String otherToken;

    @BeforeAll
    static void start() {
        database = FreshDatabase.open();
        database.migrate("identity");
        database.migrate("ledger");
        var clock = Clock.systemUTC();
        var tokens = new AgentTokens(database.dataSource(), clock, _ -> true);
        token = token(tokens, "agent:one");
        otherToken = token(tokens, "agent:two");
        ledger = new Ledger(database, TranscriptKeys.fresh(), clock);
        var catalogue = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", MODELS))));
        var routing = sound(Routing.read(sound(YamlSource.parse("routing.yaml", ROUTING)), catalogue));
        var models = Models.of(
                catalogue, ProviderKeys.of(Map.of()), new Transport(), Map.of(Wire.OFFLINE, OfflineModel.connector()));
        var servers = new ToolServers(new ToolServers.Ours(new TreeMap<>(), (_, _) -> Map.of(), () -> ""), ToolServers.ThirdParty.NONE, clock);
        var rules = new Runs.Rules(
                () -> new FrozenPolicy(routing, catalogue, models),
                (caller, _, model) -> caller.name().name().equals("one") || !model.equals("signalbox/small"),
                caller -> tokens.isLive(caller.credential().id()));
        runs = new Runs(ledger, servers, rules, RunLimits.USUAL, clock);
        listener = HostListener.open(
                HostSettings.loopback(0),
                Authenticator.of(tokens, clock),
                new ResourceServer(IdentityPolicy.TOKENS_ONLY, null),
                new HostApi(runs, new Consents()));
    }

    @AfterAll
    static void stop() {
        listener.close();
        runs.close();
        ledger.close();
        database.close();
    }

    @Test
    void aRunIsAnsweredWithItsStepsAndItsPrice() throws Exception {
        var answer = post("/v1/runs", "{\"input\": \"Hello there\"}");

        var run = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(run.path("status").asString("")).isEqualTo("completed");
        assertThat(run.path("output").asString("")).contains("offline planner");
        assertThat(run.path("cost").decimalValue().signum()).isPositive();
        assertThat(run.path("steps").path(0).path("rule").asString("")).isEqualTo("all");
        assertThat(run.path("steps").path(0).path("attempts").path(0).path("outcome").asString("")).isEqualTo("ok");
        assertThat(header(answer, "X-Signalbox-Run")).isEqualTo(run.path("id").asString(""));
        assertThat(header(answer, "X-Signalbox-Model")).isEqualTo("offline/small");
        assertThat(header(answer, "X-Signalbox-Rule")).isEqualTo("all");
        assertThat(header(answer, "X-Signalbox-Policy")).startsWith("sha256:");
    }

    @Test
    void aRunIsReadBackByItsCallerAlone() throws Exception {
        var id = JSON.readTree(post("/v1/runs", "{\"input\": \"Hello\"}").body()).path("id").asString("");

        var own = get("/v1/runs/" + id, token);
        var foreign = get("/v1/runs/" + id, otherToken);
        var unknown = get("/v1/runs/run_nothing", otherToken);

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
    }

    @Test
    void eventsAreNumberedAndResumable() throws Exception {
        var id = JSON.readTree(post("/v1/runs", "{\"input\": \"Hello\"}").body()).path("id").asString("");

        var all = get("/v1/runs/" + id + "/events", token).body();
        var rest = send(request("/v1/runs/" + id + "/events", token).header("Last-Event-ID", "2").GET());

        assertThat(all).startsWith("id: 1\nevent: run.started\n").contains("event: step.routed", "event: attempt.finished");
        assertThat(all.stripTrailing().lines().filter(line -> line.startsWith("event:")).toList())
                .endsWith("event: run.finished");
        assertThat(rest.body()).startsWith("id: 3\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "X-Signalbox-Task | support | refund", "X-Signalbox-Labels | pii | pii,vip", "X-Signalbox-Session | one | two",
        "X-Signalbox-Budget | 0.50 | 5", "X-Signalbox-Deadline | 60s | 90s"
    })
    void anIdempotencyKeyRefusesOtherHeaders(String header, String one, String other) throws Exception {
        var key = "key-of-" + header;
        var body = BodyPublishers.ofString("{\"input\": \"a\"}");
        var first = send(request("/v1/runs", token).header("Idempotency-Key", key).header(header, one).POST(body));
        var again = send(request("/v1/runs", token).header("Idempotency-Key", key).header(header, one + " ").POST(body));
        var changed = send(request("/v1/runs", token).header("Idempotency-Key", key).header(header, other).POST(body));
        var without = send(request("/v1/runs", token).header("Idempotency-Key", key).POST(body));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("id")).isEqualTo(JSON.readTree(first.body()).path("id"));
        assertThat(changed.statusCode()).isEqualTo(422);
        assertThat(without.statusCode()).isEqualTo(422);
    }

    @Test
    void anIdempotencyKeyGivesTheSameRunAndRefusesAnotherBody() throws Exception {
        var first = send(request("/v1/runs", token).header("Idempotency-Key", "k1").POST(BodyPublishers.ofString("{\"input\": \"a\"}")));
        var again = send(request("/v1/runs", token).header("Idempotency-Key", "k1").POST(BodyPublishers.ofString("{\"input\": \"a\"}")));
        var other = send(request("/v1/runs", token).header("Idempotency-Key", "k1").POST(BodyPublishers.ofString("{\"input\": \"b\"}")));

        assertThat(JSON.readTree(again.body()).path("id")).isEqualTo(JSON.readTree(first.body()).path("id"));
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void aRunCanBeStartedWithoutWaiting() throws Exception {
        var answer = send(request("/v1/runs", token).header("Prefer", "respond-async").POST(BodyPublishers.ofString("{\"input\": \"a\"}")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(header(answer, "X-Signalbox-Run")).startsWith("run_");
    }

    @Test
    void aChatCompletionIsAnOpenAiObject() throws Exception {
        var answer = post("/v1/chat/completions", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello"}]}""");

        var chat = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(chat.path("object").asString("")).isEqualTo("chat.completion");
        assertThat(chat.path("choices").path(0).path("message").path("content").asString("")).contains("offline planner");
        assertThat(chat.path("choices").path(0).path("finish_reason").asString("")).isEqualTo("stop");
        assertThat(chat.path("usage").path("total_tokens").asLong()).isPositive();
        assertThat(header(answer, "X-Signalbox-Cost")).isNotEmpty();
    }

    @Test
    void callsOfTheCallersOwnFunctionsAreHandedBackAndContinued() throws Exception {
        var tools = """
                [{"type": "function", "function": {"name": "get_weather", "description": "Gets the weather of a city.",
                  "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]""";
        var first = JSON.readTree(post("/v1/chat/completions", """
                {"model": "signalbox/auto", "tools": %s, "messages": [
                 {"role": "user", "content": "weather for city 4711 please"}]}""".formatted(tools)).body());
        var call = first.path("choices").path(0).path("message").path("tool_calls").path(0);

        var second = JSON.readTree(post("/v1/chat/completions", """
                {"model": "signalbox/auto", "tools": %s, "messages": [
                 {"role": "user", "content": "weather for city 4711 please"}, %s,
                 {"role": "tool", "tool_call_id": "%s", "content": "sunny"}]}""".formatted(
                        tools, first.path("choices").path(0).path("message"), call.path("id").asString("")))
                .body());

        assertThat(first.path("choices").path(0).path("finish_reason").asString("")).isEqualTo("tool_calls");
        assertThat(call.path("function").path("arguments").asString("")).isEqualTo("{\"city\":\"4711\"}");
        assertThat(second.path("choices").path(0).path("message").path("content").asString("")).startsWith("Sunny.");
    }

    @Test
    void aChatThatNoModelCanAnswerNamesEachReason() throws Exception {
        var answer = post("/v1/chat/completions", """
                {"model": "signalbox/narrow", "messages": [{"role": "user", "content": "%s"}]}""".formatted("many words ".repeat(1_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).contains("offline/narrow dropped by obstacle", "300");
    }

    @Test
    void onlyGrantedModelsAreListedAndOthersAnswerLikeUnknownOnes() throws Exception {
        var listed = JSON.readTree(get("/v1/models", otherToken).body()).path("data");
        var hidden = send(request("/v1/runs", otherToken).POST(BodyPublishers.ofString("{\"input\": \"a\", \"model\": \"signalbox/small\"}")));
        var unknown = send(request("/v1/runs", otherToken).POST(BodyPublishers.ofString("{\"input\": \"a\", \"model\": \"signalbox/never\"}")));

        assertThat(listed.valueStream().map(model -> model.path("id").asString("")).toList())
                .contains("signalbox/auto", "offline/small")
                .doesNotContain("signalbox/small");
        assertThat(get("/v1/models/signalbox/small", token).statusCode()).isEqualTo(200);
        assertThat(get("/v1/models/signalbox/small", otherToken).statusCode()).isEqualTo(404);
        assertThat(get("/v1/models/signalbox/small", otherToken).body().replace("signalbox/small", "X"))
                .isEqualTo(get("/v1/models/signalbox/never", otherToken).body().replace("signalbox/never", "X"));
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body().replace("signalbox/small", "X")).isEqualTo(unknown.body().replace("signalbox/never", "X"));
    }

    @Test
    void theRouteIsToldWithoutACall() throws Exception {
        var route = JSON.readTree(post("/v1/route", "{\"input\": \"Hello\"}").body());

        assertThat(route.path("rule").asString("")).isEqualTo("all");
        assertThat(route.path("candidates").path(0).path("model").asString("")).isEqualTo("offline/small");
        assertThat(route.path("policy").asString("")).startsWith("sha256:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/runs             | {                                       | 400 | is not one JSON value
            /v1/runs             | []                                      | 400 | must be a JSON object
            /v1/runs             | {} x                                    | 400 | is not one JSON value
            /v1/runs             | {"input": "a", "input": "b"}            | 400 | Duplicate
            /v1/runs             | {"inputs": "a"}                         | 400 | 'inputs' is unknown here: allowed are
            /v1/runs             | {"input": 7}                            | 400 | must be a text, or a list of messages
            /v1/runs             | {"input": [{"role": "cat", "content": "a"}]} | 400 | 'input[0].role' must be system, developer
            /v1/runs             | {"input": "a", "deadline": "soon"}      | 400 | such as 60s
            /v1/runs             | {"input": "a", "budget": -1}            | 400 | must be USD, 0 or more
            /v1/runs             | {"input": "a", "labels": ["PII !"]}     | 400 | a label is lower-case
            /v1/runs             | {"input": "a", "tools": [{"type": "mcp", "server_label": "Not!"}]} | 400 | must be the name of a server
            /v1/runs             | {"input": "a", "metadata": {"a": 1}}    | 400 | 'metadata.a' must be a string
            /v1/chat/completions | {"model": "signalbox/auto"}             | 400 | messages
            /v1/chat/completions | {"model": "signalbox/auto", "stream": "yes", "messages": [{"role": "user", "content": "a"}]} | 400 | 'stream' is 'yes': write true or false
            /v1/nowhere          | {}                                      | 404 | GET /openapi.yaml
            """)
    void badInputIsToldWhatWouldBeRight(String path, String body, int status, String text) throws Exception {
        var answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(message(answer)).contains(text);
        assertThat(answer.body()).doesNotContain("Exception", "signalbox.", "java.");
    }

    @Test
    void aBodyThatIsTooLargeOrTooDeepIsRefused() throws Exception {
        var large = post("/v1/runs", "{\"input\": \"" + "x".repeat(RequestBody.MAX_BYTES) + "\"}");
        var deep = post("/v1/runs", "{\"input\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}");

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(deep.statusCode()).isEqualTo(400);
        assertThat(message(deep)).contains("100 levels");
    }

    @Test
    void nothingIsOpenWithoutATokenButTheDescription() throws Exception {
        var bare = HTTP.send(HttpRequest.newBuilder(uri("/v1/models")).build(), BodyHandlers.ofString());
        var wrong = get("/v1/models", token + "x");
        var description = HTTP.send(HttpRequest.newBuilder(uri("/openapi.yaml")).build(), BodyHandlers.ofString());
        var root = HTTP.send(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());

        assertThat(bare.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(bare.body()).path("error").path("message").asString("")).contains("agent token");
        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(description.body()).startsWith("openapi: 3.1.0");
        assertThat(root.statusCode()).isIn(401, 403, 404);
    }

    @Test
    void theDescriptionNamesEveryEndpoint() throws Exception {
        var paths = JSON.readTree(
                        HTTP.send(HttpRequest.newBuilder(uri("/openapi.json")).build(), BodyHandlers.ofString()).body())
                .path("paths");

        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/v1/runs", "/v1/runs/{id}", "/v1/runs/{id}/events", "/v1/runs/{id}/cancel",
                        "/v1/runs/{id}/inputs", "/v1/oauth/callback",
                        "/v1/chat/completions", "/v1/responses", "/v1/responses/{id}", "/v1/responses/{id}/cancel",
                        "/v1/messages", "/v1/messages/count_tokens", "/v1/embeddings", "/v1/models", "/v1/models/{model}", "/v1/route");
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path, token).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        return send(request(path, bearer).GET());
    }

    private static HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + bearer);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.port() + path);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String message(HttpResponse<String> answer) {
        JsonNode body = JSON.readTree(answer.body());
        return body.path("error").path("message").asString("");
    }

    private static String token(AgentTokens tokens, String name) {
        return ((TokenCreation.Created) tokens.create(PrincipalName.parse(name), Scopes.ALL, Duration.ofHours(1))).presented();
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(problems.toString());
        });
    }
}
