package signalbox.host.run;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.route.Grants;
import signalbox.host.run.feed.EventId;
import signalbox.host.run.feed.RunFeed;
import signalbox.host.run.feed.RunListener;
import signalbox.host.run.loop.Breakers;
import signalbox.host.run.loop.Cooldowns;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.loop.ModelGate;
import signalbox.host.run.loop.RunJournal;
import signalbox.host.run.loop.RunLoop;
import signalbox.host.run.loop.StepRouter;
import signalbox.host.run.state.RunLimits;
import signalbox.host.run.state.RunState;
import signalbox.host.tool.ToolServers;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.Routing;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Everything a run needs, with scripted models and a real database.
public final class Yard implements AutoCloseable {
    static final Principal ADA = new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok_ada"), null);
    static final Principal BOB = new Principal(PrincipalName.parse("agent:bob"), Scopes.ALL, new Credential.AgentToken("tok_bob"), null);

    static final String MODELS = """
            providers:
              north: {wire: openai-chat, url: 'http://127.0.0.1:1/v1'}
              south: {wire: openai-chat, url: 'http://127.0.0.1:1/v1'}
            models:
              north/large: {context: 100000, output: 32000, price: {input: 10, output: 100}, can: [tools, json-schema, images]}
              north/small: {context: 8000, output: 4000, price: {input: 1, output: 10}, can: [tools]}
              north/vectors: {price: {input: 1, output: 0}, can: [embeddings]}
              south/home:  {context: 100000, output: 32000, price: {input: 0, output: 0}, can: [tools]}
            """;

    public static final String ROUTING = """
            policy: yard
            groups:
              strong: [north/large, north/small]
              home: [south/home]
            filters:
              - {name: private-stays-home, when: '"reads-private" in step.labels', only: home}
            rules:
              - {name: home, when: 'step.task == "home"', use: home}
              - {name: private, when: '"reads-private" in step.labels', use: home}
              - {name: default, use: strong, tools: [retail]}
            """;

    private final Transport transport = new Transport();
    private final ToolServers servers;
    final Script script = new Script();
    final Database database;
    public final Ledger ledger;
    final Runs runs;
    final RunLoop loop;
    private final Preparation preparation;
    Grants grants = (_, _, _) -> true;
    Predicate<Principal> live = _ -> true;

    public Yard(Database database, String routing, Map<String, URI> endpoints, RunLimits bounds) {
        this(database, routing, endpoints, bounds, Clock.systemUTC());
    }

    Yard(Database database, String routing, Map<String, URI> endpoints, RunLimits bounds, Clock clock) {
        this.database = database;
        database.migrate("ledger");
        ledger = new Ledger(database, TranscriptKeys.fresh(), clock);
        var named = new TreeMap<ServerName, URI>();
        endpoints.forEach((name, endpoint) -> named.put(new ServerName(name), endpoint));
        servers = new ToolServers(
                new ToolServers.Ours(named, (caller, _) -> Map.of("Authorization", "Bearer " + caller.name()), () -> ""), ToolServers.ThirdParty.NONE, clock);
        var frozen = policy(routing);
        var rules = new Runs.Rules(
                () -> frozen, (who, asked, model) -> grants.mayUse(who, asked, model), who -> live.test(who));
        runs = new Runs(ledger, servers, rules, bounds, clock);
        var kept = new KeptTurns(ledger);
        preparation = new Preparation(kept, servers, rules, bounds, clock);
        loop = RunLoop.of(new ModelGate(ledger, rules.telemetry(), new Cooldowns(clock), new Breakers(clock)), new StepRouter(servers, rules.grants(), rules.telemetry()), kept, bounds, rules.live());
    }

    RunView run(RunRequest request) throws InterruptedException {
        return runs.await(started(request));
    }

    /// A run that no thread is at work on.
    public LiveRun live(RunRequest request) {
        var made = (Preparation.Run) preparation.of(ADA, request);
        ledger.open(made.header());
        ledger.write(made.header().id(), made.input());
        var state = RunState.of(made.header(), made.input());
        return new LiveRun(
                made.header(), made.policy(), new RunJournal(ledger, new RunFeed(made.header()), state), Clock.systemUTC());
    }

    /// What another process finds of it.
    LiveRun takenUp(Journal written) {
        var policy = ((Preparation.Run) preparation.of(ADA, ask("Any"))).policy();
        var state = RunState.of(written.header(), written.entries());
        return new LiveRun(
                written.header(), policy, new RunJournal(ledger, new RunFeed(written.header()), state), Clock.systemUTC());
    }

    RunId started(RunRequest request) {
        return ((RunStart.Accepted) runs.start(ADA, request)).run();
    }

    List<RunEvent> events(RunId run) throws InterruptedException {
        return events(run, EventId.START).stream().map(RunListener.Told::event).toList();
    }

    List<RunListener.Told> events(RunId run, EventId after) throws InterruptedException {
        try (var listener = runs.follow(run, after)) {
            return listener.next(Duration.ZERO);
        }
    }

    public static RunRequest ask(String text) {
        return RunRequest.of(List.of(said(text)));
    }

    static Turn said(String text) {
        return new Turn.User(List.of(new Part.Text(text)));
    }

    private FrozenPolicy policy(String routing) {
        var catalogue = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", MODELS))));
        var models = Models.of(catalogue, ProviderKeys.of(Map.of()), transport, Map.of(Wire.OPENAI_CHAT, script));
        return new FrozenPolicy(sound(Routing.read(sound(YamlSource.parse("routing.yaml", routing)), catalogue)), catalogue, models);
    }

    static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }

    @Override
    public void close() {
        runs.close();
        servers.close();
        ledger.close();
        transport.close();
    }
}
