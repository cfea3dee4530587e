package signalbox.host.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
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

/// A running listener over the offline model, asked over a raw socket: a test can send what no client library would.
@NullUnmarked
final class ApiYard implements AutoCloseable {
    private static final String MODELS = """
            providers:
              offline: {wire: offline}
            models:
              offline/small: {id: small, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """;
    private static final String ROUTING = """
            policy: test
            rules:
              - {name: all, use: offline/small}
            """;

    private final Database database = FreshDatabase.open();
    private final Transport transport = new Transport();
    private final Ledger ledger;
    private final Runs runs;
    private final HostListener listener;
    final String token;
    /// Another caller's.
    final String other;

    ApiYard() {
        this(MODELS, ROUTING);
    }

    /// Over other models and another policy than the usual ones.
    ApiYard(String modelsYaml, String routingYaml) {
        database.migrate("identity");
        database.migrate("ledger");
        var clock = Clock.systemUTC();
        var tokens = new AgentTokens(database.dataSource(), clock, _ -> true);
        token = ((TokenCreation.Created) tokens.create(PrincipalName.parse("agent:one"), Scopes.ALL, Duration.ofHours(1))).presented();
        other = ((TokenCreation.Created) tokens.create(PrincipalName.parse("agent:two"), Scopes.ALL, Duration.ofHours(1))).presented();
        ledger = new Ledger(database, TranscriptKeys.fresh(), clock);
        var catalogue = sound(ModelCatalogue.read(sound(YamlSource.parse("models.yaml", modelsYaml))));
        var routing = sound(Routing.read(sound(YamlSource.parse("routing.yaml", routingYaml)), catalogue));
        var models = Models.of(catalogue, ProviderKeys.of(Map.of()), transport, Map.of(Wire.OFFLINE, OfflineModel.connector()));
        var rules = new Runs.Rules(() -> new FrozenPolicy(routing, catalogue, models), (_, _, _) -> true, _ -> true);
        runs = new Runs(ledger, new ToolServers(new ToolServers.Ours(new TreeMap<>(), (_, _) -> Map.of(), () -> ""), ToolServers.ThirdParty.NONE, clock), rules, RunLimits.USUAL, clock);
        listener = HostListener.open(
                new HostSettings("127.0.0.1", 0, Set.of(), Set.of("https://console.example.com")),
                Authenticator.of(tokens, clock),
                new ResourceServer(IdentityPolicy.TOKENS_ONLY, null),
                new HostApi(runs, new Consents()));
    }

    int port() {
        return listener.port();
    }

    /// A request without a body, with a token where one is given.
    Reply ask(String method, String path, @Nullable String bearer) {
        var head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + listener.port() + "\r\n"
                + (bearer == null ? "" : "Authorization: Bearer " + bearer + "\r\n") + "Connection: close\r\n\r\n";
        return send(head, new byte[0]);
    }

    record Reply(int status, String head, String body) {}

    Reply post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// With what a client sends, unless one of the headers is another of that name (`Transfer-Encoding`: for the length).
    Reply post(String path, byte[] body, String... headers) {
        var head = new ArrayList<String>();
        head.add("POST " + path + " HTTP/1.1");
        if (lack(headers, "Host:")) {
            head.add("Host: 127.0.0.1:" + listener.port());
        }
        if (lack(headers, "Authorization:")) {
            head.add("Authorization: Bearer " + token);
        }
        if (lack(headers, "Transfer-Encoding:")) {
            head.add("Content-Length: " + body.length);
        }
        head.addAll(List.of(headers));
        head.add("Connection: close");
        return send(String.join("\r\n", head) + "\r\n\r\n", body);
    }

    /// With these headers and no others that say who asks.
    Reply bare(String request, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(request + " HTTP/1.1\r\nHost: 127.0.0.1:" + listener.port() + "\r\n" + headers + "\r\nContent-Length: "
                + bytes.length + "\r\nConnection: close\r\n\r\n", bytes);
    }

    /// The head of a post alone: the body that it promises does not come.
    Reply postHead(String path, String... headers) {
        var head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + listener.port() + "\r\n"
                + (lack(headers, "Authorization:") ? "Authorization: Bearer " + token + "\r\n" : "");
        return send(head + String.join("\r\n", headers) + "\r\n\r\n", new byte[0]);
    }

    private static boolean lack(String[] headers, String name) {
        return List.of(headers).stream().noneMatch(header -> header.startsWith(name));
    }

    private Reply send(String head, byte[] body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            try {
                socket.getOutputStream().write(body);
            } catch (IOException _) {
                // refused before the body was read: the answer is there all the same
            }
            return parsed(everything(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String everything(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (SocketException _) {
            // reset after the answer
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Reply parsed(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return new Reply(Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
    }

    @Override
    public void close() {
        listener.close();
        runs.close();
        ledger.close();
        transport.close();
        database.close();
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(problems.toString());
        });
    }
}
