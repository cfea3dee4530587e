package signalbox.host.run;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import signalbox.database.Database;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.model.WireConnector;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.ToolServers;
import signalbox.host.wire.ProviderKeys;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.routing.Routing;
import signalbox.source.YamlSource;

/// One host among several on the same database, with one model behind HTTP.
final class Node implements AutoCloseable {
    private final Transport transport = new Transport();
    private final ToolServers servers;
    final Ledger ledger;
    final Runs runs;

    /// @param tools of the only rule
    Node(Database database, TranscriptKeys keys, URI provider, ToolServers servers, String tools) {
        this.servers = servers;
        ledger = new Ledger(database, keys, Clock.systemUTC());
        var models = Yard.sound(ModelCatalogue.read(Yard.sound(YamlSource.parse("models.yaml", """
                providers:
                  north: {wire: openai-chat, url: '%s'}
                models:
                  north/large: {context: 100000, output: 32000, price: {input: 10, output: 100}, can: [tools]}
                """.formatted(provider)))));
        var routing = Yard.sound(Routing.read(Yard.sound(YamlSource.parse("routing.yaml", """
                policy: node
                rules:
                  - {name: all, use: north/large, tools: [%s]}
                """.formatted(tools))), models));
        var keyless = ProviderKeys.of(Map.of());
        var connected = Models.of(models, keyless, transport, WireConnector.all(keyless, transport));
        runs = new Runs(
                ledger, servers,
                new Runs.Rules(() -> new FrozenPolicy(routing, models, connected), (_, _, _) -> true, _ -> true),
                RunLimits.USUAL, Clock.systemUTC());
    }

    @Override
    public void close() {
        runs.close();
        servers.close();
        ledger.close();
        transport.close();
    }
}
