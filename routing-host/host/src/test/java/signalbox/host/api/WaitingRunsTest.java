package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.Runs;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.Abroad;
import signalbox.host.tool.ToolServers;
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
import signalbox.policy.server.ServerAuthorization;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs that wait for their caller, over the API.
class WaitingRunsTest {
    private static final String BOOK = "{\"name\": \"book\", \"inputSchema\": {\"type\": \"object\"}}";
    private static final String SIZE = """
            {"message": "Which size?", "requestedSchema": {"type": "object",
             "properties": {"size": {"type": "string", "enum": ["s", "l"]}, "gift": {"type": "boolean", "default": false}},
             "required": ["size"]}}""";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Database DATABASE = FreshDatabase.open();

    private final Abroad abroad = new Abroad();
    private final Transport transport = new Transport();
    private final Ledger ledger = new Ledger(DATABASE, TranscriptKeys.fresh(), Clock.systemUTC());
    private final ToolServers servers = abroad.toolServers(Map.of(), (_, _) -> Map.of());
    private final AgentTokens tokens = new AgentTokens(DATABASE.dataSource(), Clock.systemUTC(), _ -> true);
    private final String token = token("agent:one");
    private final Runs runs = runs();
    private final HostListener listener =
            HostListener.open(
                    HostSettings.loopback(0), Authenticator.of(tokens, Clock.systemUTC()),
                    new ResourceServer(IdentityPolicy.TOKENS_ONLY, null), new HostApi(runs, abroad.consents));

    @BeforeAll
    static void start() {
        DATABASE.migrate("identity");
        DATABASE.migrate("ledger");
    }

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @AfterEach
    void close() {
        listener.close();
        runs.close();
        servers.close();
        ledger.close();
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void aRunWaitsForItsCallersAnswerAndGoesOnWithIt(String revision) throws Exception {
        try (var modern = asking(); var legacy = new ScriptedLegacy(BOOK, SIZE)) {
            abroad.server(
                    "shop", revision.equals("2026-07-28") ? modern.endpoint() : legacy.endpoint(),
                    new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);

            var waiting = run();
            assertThat(waiting.path("status").asString()).isEqualTo("waiting");
            var question = waiting.at("/inputs/0");
            assertThat(question.path("server").asString()).isEqualTo("shop");
            assertThat(question.path("kind").asString()).isEqualTo("form");
            assertThat(question.path("message").asString()).isEqualTo("Which size?");
            assertThat(question.at("/schema/properties/size/enum/0").asString()).isEqualTo("s");
            var id = waiting.path("id").asString();
            assertThat(json(get("/v1/runs/" + id)).path("status").asString()).isEqualTo("waiting");

            var wrong = answer(id, question, "accept", "{\"size\": \"xl\"}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("'content' does not fit");
            var done = json(answer(id, question, "accept", "{\"size\": \"l\"}"));

            assertThat(done.path("status").asString()).isEqualTo("completed");
            assertThat(done.path("output").asString()).contains("\"size\":\"l\"").contains("\"gift\":false");
            assertThat(done.at("/inputs/0/action").asString()).isEqualTo("accept");
            assertThat(done.at("/inputs/0/by").asString()).isEqualTo("caller");
            assertThat(answer(id, question, "accept", "{\"size\": \"l\"}").statusCode()).isEqualTo(404);
            assertThat(get("/v1/runs/" + id + "/events").body())
                    .containsSubsequence("event: input.needed", "Which size?", "event: input.settled", "event: run.finished");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"away", "changed"})
    void aServerWhoseToolsWereAskedForAndThatGivesNoneIsNamedBeforeAModelIsAsked(String how) throws Exception {
        try (var server = asking()) {
            abroad.server("shop", how.equals("away") ? URI.create("http://127.0.0.1:1/mcp") : server.endpoint())
                    .release("shop", how.equals("away") ? BOOK : BOOK.replace("object", "array"));
            var reason = how.equals("away") ? "server 'shop' gave no list of tools" : "'shop.book@1.0.0' is quarantined";

            var run = run();
            var chat = post("/v1/chat/completions", """
                    {"model": "signalbox/auto", "messages": [{"role": "user", "content": "book"}],
                     "tools": [{"type": "mcp", "server_label": "shop"}]}""", token);

            assertThat(run.path("status").asString()).isEqualTo("failed");
            assertThat(run.path("reason").asString()).startsWith("tools that were asked for are not to be had:\n").contains(reason);
            assertThat(run.at("/steps/0/attempts")).isEmpty();
            assertThat(get("/v1/runs/" + run.path("id").asString() + "/events").body()).contains("\"missing_tools\":{\"shop\":\"");
            assertThat(chat.statusCode()).isEqualTo(503);
            assertThat(json(chat).at("/error/code").asString()).isEqualTo("tools_unavailable");
            assertThat(json(chat).at("/error/message").asString()).contains(reason);
        }
    }

    @Test
    void aCallerMayDecline() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);
            var waiting = run();

            var done = json(answer(waiting.path("id").asString(), waiting.at("/inputs/0"), "decline", "{}"));

            assertThat(done.path("output").asString()).isEqualTo("{\"action\":\"decline\"}");
        }
    }

    @Test
    void nobodyElseCanAnswer() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);
            var waiting = run();
            var path = "/v1/runs/" + waiting.path("id").asString() + "/inputs";
            var body = "{\"id\": \"" + waiting.at("/inputs/0/id").asString() + "\", \"action\": \"decline\"}";

            assertThat(post(path, body, token("agent:two")).statusCode()).isEqualTo(404);
            assertThat(post(path, body.replace("ask_", "ask_0"), token).statusCode()).isEqualTo(404);
            assertThat(post(path, "{\"id\": \"nonsense\", \"action\": \"decline\"}", token).statusCode()).isEqualTo(400);
            assertThat(post(path, body.replace("decline", "maybe"), token).statusCode()).isEqualTo(400);
            assertThat(json(post(path, body, token)).path("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void aChatCannotWaitSoItsQuestionsAreDeclinedAndTheRunSaysSo() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);

            var chat = post("/v1/chat/completions", """
                    {"model": "signalbox/auto", "messages": [{"role": "user", "content": "book"}],
                     "tools": [{"type": "mcp", "server_label": "shop"}]}""", token);

            assertThat(json(chat).at("/choices/0/message/content").asString()).isEqualTo("{\"action\":\"decline\"}");
            var run = json(get("/v1/runs/" + chat.headers().firstValue("X-Signalbox-Run").orElseThrow()));
            assertThat(run.at("/inputs/0/action").asString()).isEqualTo("decline");
            assertThat(run.at("/inputs/0/by").asString()).isEqualTo("rule");
            assertThat(server.requests("tools/call").getFirst()
                    .at("/params/_meta/io.modelcontextprotocol~1clientCapabilities").isEmpty()).isTrue();
        }
    }

    @Test
    void whereTheOperatorWantsItQuestionsAreDeclinedByRule() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint()).release("shop", BOOK);

            var run = run();

            assertThat(run.path("status").asString()).isEqualTo("completed");
            assertThat(run.path("output").asString()).isEqualTo("{\"action\":\"decline\"}");
            assertThat(run.at("/inputs/0/by").asString()).isEqualTo("rule");
        }
    }

    @Test
    void aQuestionIsOpenNoLongerThanItsRun() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);
            var waiting = json(post("/v1/runs", RUN.replace("60s", "5s"), token));

            assertThat(waiting.path("status").asString()).isEqualTo("waiting");
            var ended = awaited(waiting.path("id").asString());

            assertThat(ended.path("status").asString()).isEqualTo("stopped");
            assertThat(ended.at("/inputs/0/by").asString()).isEqualTo("deadline");
        }
    }

    @Test
    void aWaitingRunCanBeCancelled() throws Exception {
        try (var server = asking()) {
            abroad.server("shop", server.endpoint(), new ServerAuthorization.None(), Questions.CALLER).release("shop", BOOK);
            var id = run().path("id").asString();

            var cancelled = json(post("/v1/runs/" + id + "/cancel", "", token));

            assertThat(cancelled.path("status").asString()).isEqualTo("stopped");
            assertThat(cancelled.at("/inputs/0/action").asString()).isEqualTo("cancel");
        }
    }

    @Test
    void aPersonGivesAnAuthorizationInABrowserWhileTheRunWaits() throws Exception {
        try (var login = new Login()) {
            abroad.server("crm", login.http.uri("/mcp"), login.authorization(), Questions.DECLINE).release("crm", BOOK);

            var waiting = run("crm");
            var id = waiting.path("id").asString();
            var question = waiting.at("/inputs/0");
            assertThat(question.path("kind").asString()).isEqualTo("authorization");
            var address = URI.create(question.path("url").asString());
            assertThat(address.toString()).startsWith(login.http.uri("/authorize?").toString());
            assertThat(answer(id, question, "accept", "{\"code\": \"AAAA-AAAA\"}").body()).contains("nobody has come back");

            var page = browser("code=abc&state=" + parameter(address, "state"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            var code = page.body().replaceAll("(?s).*\n    (\\S+)\n.*", "$1");
            assertThat(answer(id, question, "accept", "{\"code\": \"AAAA-AAAA\"}").statusCode()).isEqualTo(400);
            var done = json(answer(id, question, "accept", "{\"code\": \"" + code + "\"}"));

            assertThat(done.path("status").asString()).isEqualTo("completed");
            assertThat(done.path("output").asString()).isEqualTo("Bearer ••••");
            assertThat(run("crm").path("output").asString()).isEqualTo("Bearer ••••");
            assertThat(browser("code=abc&state=" + parameter(address, "state")).statusCode()).isEqualTo(400);
            assertThat(browser("code=abc&state=guessed").statusCode()).isEqualTo(400);
            assertThat(browser("").statusCode()).isEqualTo(400);
            assertThat(done.toString() + page.body()).doesNotContain("crm-token-secret").doesNotContain("code_verifier");
        }
    }

    @Test
    void aPreviewAsksNobody() throws Exception {
        try (var login = new Login()) {
            abroad.server("crm", login.http.uri("/mcp"), login.authorization(), Questions.CALLER).release("crm", BOOK);

            var preview = post("/v1/route", RUN.replace("shop", "crm"), token);

            assertThat(preview.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aServerOfOthersThatIsDeadJustNowIsNoUnknownOne() throws Exception {
        abroad.server("shop", URI.create("http://127.0.0.1:1/mcp")).release("shop", BOOK);

        var answer = post("/v1/runs", RUN, token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("reason").asString()).contains("server 'shop' gave no list of tools");
    }

    @Test
    void aServerOfOthersThatTheCallerMayNotUseIsAnsweredLikeNone() throws Exception {
        abroad.server("shop", URI.create("http://127.0.0.1:1/mcp")).release("shop", BOOK);
        var other = token("agent:two");

        var hidden = post("/v1/runs", RUN, other);
        var unknown = post("/v1/runs", RUN.replace("shop", "shup"), other);

        assertThat(hidden.statusCode()).isEqualTo(400);
        assertThat(hidden.body()).isEqualTo(unknown.body().replace("shup", "shop"));
        assertThat(post("/v1/runs", RUN.replace("shop", "shup"), token).body()).contains("did you mean shop?");
    }

    private static final String RUN = """
            {"input": "book", "deadline": "60s", "tools": [{"type": "mcp", "server_label": "shop"}]}""";

    private JsonNode run() throws IOException, InterruptedException {
        return run("shop");
    }

    private JsonNode run(String server) throws IOException, InterruptedException {
        return json(post("/v1/runs", RUN.replace("shop", server), token));
    }

    private JsonNode awaited(String id) throws IOException, InterruptedException {
        get("/v1/runs/" + id + "/events");
        return json(get("/v1/runs/" + id));
    }

    private HttpResponse<String> answer(String run, JsonNode question, String action, String content)
            throws IOException, InterruptedException {
        return post("/v1/runs/" + run + "/inputs", "{\"id\": \"" + question.path("id").asString() + "\", \"action\": \"" + action
                + "\", \"content\": " + content + "}", token);
    }

    private HttpResponse<String> post(String path, String body, String as) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + as)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    /// What a browser does, which has no token.
    private HttpResponse<String> browser(String query) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri("/v1/oauth/callback?" + query)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.port() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String parameter(URI address, String name) {
        return address.getRawQuery().replaceAll(".*" + name + "=([^&]*).*", "$1");
    }

    /// Asks for a size and answers with what it was told.
    private static ScriptedMcp asking() {
        return new ScriptedMcp().tool(BOOK).calls((request, _) -> {
            var told = request.at("/params/inputResponses/q");
            return told.isMissingNode()
                    ? ScriptedMcp.result(request, "{\"resultType\": \"input_required\", \"requestState\": \"s\", \"inputRequests\":"
                            + "{\"q\": {\"method\": \"elicitation/create\", \"params\": " + SIZE + "}}}")
                    : ScriptedMcp.text(request, told.toString());
        });
    }

    /// A server that lets nobody in without an authorization, and answers with what it was shown, which the host masks.
    private static final class Login implements AutoCloseable {
        final ScriptedHttp http = new ScriptedHttp(this::answer);

        ServerAuthorization authorization() {
            return new ServerAuthorization.OAuth(null, URI.create("http://127.0.0.1:8080/v1/oauth/callback"), new TreeSet<>());
        }

        @Override
        public void close() {
            http.close();
        }

        private Answer answer(ScriptedHttp.Seen seen) {
            var base = http.uri("").toString();
            return switch (seen.path()) {
                case "/.well-known/oauth-protected-resource/mcp" -> Answer.json(
                        "{\"resource\": \"" + base + "/mcp\", \"authorization_servers\": [\"" + base + "\"]}");
                case "/.well-known/oauth-authorization-server" -> Answer.json("{\"issuer\": \"" + base
                        + "\", \"authorization_endpoint\": \"" + base + "/authorize\", \"token_endpoint\": \"" + base
                        + "/token\", \"registration_endpoint\": \"" + base + "/register\","
                        + "\"code_challenge_methods_supported\": [\"S256\"], \"token_endpoint_auth_methods_supported\": [\"none\"]}");
                case "/register" -> Answer.of(201, "application/json", "{\"client_id\": \"host\"}");
                case "/token" -> Answer.json("{\"access_token\": \"crm-token\", \"token_type\": \"Bearer\"}");
                default -> mcp(seen);
            };
        }

        private static Answer mcp(ScriptedHttp.Seen seen) {
            var shown = seen.headers().getOrDefault("authorization", "");
            if (!shown.equals("Bearer crm-token")) {
                return Answer.of(401, "text/plain", "no");
            }
            JsonNode request = JsonMapper.shared().readTree(seen.body());
            return switch (request.path("method").asString()) {
                case "server/discover" -> ScriptedMcp.result(request, "{\"supportedVersions\": [\"2026-07-28\"]}");
                case "tools/list" -> ScriptedMcp.result(request, "{\"tools\": [" + BOOK + "], \"ttlMs\": 0}");
                default -> ScriptedMcp.text(request, shown);
            };
        }
    }

    private Runs runs() {
        var models = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", """
                providers:
                  north: {wire: openai-chat, url: 'http://127.0.0.1:1/v1'}
                models:
                  north/large: {context: 100000, output: 32000, price: {input: 1, output: 1}, can: [tools]}
                """))));
        var routing = sound(Routing.read(sound(YamlSource.parse("routing.yaml", """
                policy: test
                rules:
                  - {name: all, use: north/large}
                """)), models));
        var connected = Models.of(models, ProviderKeys.of(Map.of()), transport, Map.of(Wire.OPENAI_CHAT, new Obeying()));
        var rules = new Runs.Rules(() -> new FrozenPolicy(routing, models, connected), (_, _, _) -> true, _ -> true);
        return new Runs(ledger, servers, rules, RunLimits.USUAL, Clock.systemUTC());
    }

    private String token(String principal) {
        return ((TokenCreation.Created) tokens.create(PrincipalName.parse(principal), Scopes.ALL, Duration.ofHours(1))).presented();
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
