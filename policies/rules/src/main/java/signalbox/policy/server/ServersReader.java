package signalbox.policy.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.json.JsonPointers;
import signalbox.policy.address.WebAddresses;
import signalbox.policy.catalogue.Secrecy;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.Violation;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `servers.yaml`: first its form by the schema, then what addresses and authorizations mean.
final class ServersReader {
    private static final JsonSchema SCHEMA = JsonSchema.resource("signalbox/schema/servers.schema.json");
    private static final Set<String> PLAIN = Set.of(
            "url", "authorization", "origins-allowed", "ask", "issuer", "client-id", "client-id-metadata", "redirect", "scopes");
    private static final String SECRETS = "/servers/[^/]*/authorization/(bearer|oauth/client-secret)";

    private final YamlSource source;
    private final WebAddresses addresses;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ServerName, ThirdPartyServer> servers = new TreeMap<>();

    ServersReader(YamlSource source) {
        this.source = source;
        addresses = new WebAddresses(source, problems::add);
    }

    Checked<ThirdPartyServers> read() {
        for (var violation : SCHEMA.violations(source.tree())) {
            if (!isReadHere(violation)) {
                problems.add(JsonSchema.problem(source, "", violation));
            }
        }
        source.tree().path("servers").forEachEntry(this::readServer);
        return Checked.of(
                Problem.sorted(new Secrecy(source, "/servers", PLAIN).kept(problems)), () -> new ThirdPartyServers(new TreeMap<>(servers)));
    }

    static List<Problem> missingSecrets(YamlSource source, Function<String, @Nullable String> environment) {
        var missing = new ArrayList<Problem>();
        source.tree().path("servers").forEachEntry((name, server) -> {
            var at = JsonPointers.child(JsonPointers.child("/servers", name), "authorization");
            for (var pointer : List.of(at + "/bearer", at + "/oauth/client-secret")) {
                if (SecretRef.parse(source.tree().at(pointer).asString("")) instanceof SecretRef.Env(var variable)) {
                    var value = environment.apply(variable);
                    if (value == null || value.isBlank()) {
                        missing.add(source.warning(pointer, "server '" + name + "' is unavailable: the environment has no "
                                + variable, "its tools are left out until the secret is there"));
                    }
                }
            }
        });
        return Problem.sorted(missing);
    }

    /// What this reader says in better words, without showing what was written.
    private static boolean isReadHere(Violation violation) {
        return violation.pointer().matches(SECRETS)
                || (violation.pointer().matches("/servers/[^/]*/authorization") && violation.keyword().equals("pattern"));
    }

    private void readServer(String name, JsonNode server) {
        var pointer = JsonPointers.child("/servers", name);
        if (!ServerName.isValid(name)) {
            problems.add(source.errorAtKey(pointer, "'" + name + "' is not a server name", "write [a-z][a-z0-9_]{0,40} without __"));
            return;
        }
        var allowed = new TreeSet<URI>();
        for (int i = 0; i < server.path("origins-allowed").size(); i++) {
            var origin = addresses.openOrigin(JsonPointers.child(JsonPointers.child(pointer, "origins-allowed"), i));
            if (origin != null) {
                allowed.add(origin);
            }
        }
        var url = addresses.address(JsonPointers.child(pointer, "url"), allowed, "origins-allowed");
        var authorization = authorization(JsonPointers.child(pointer, "authorization"), server.path("authorization"));
        if (url != null && authorization != null) {
            servers.put(new ServerName(name), new ThirdPartyServer(
                    new ServerName(name), url, authorization, allowed,
                    server.path("ask").asString("decline").equals("caller") ? Questions.CALLER : Questions.DECLINE));
        }
    }

    private @Nullable ServerAuthorization authorization(String pointer, JsonNode node) {
        if (node.isString() && !node.stringValue().equals("none")) {
            var problem = source.error(pointer, "'authorization' is none of its forms",
                    "write none, {bearer: '${env:NAME}'} or {oauth: {redirect: ...}}");
            problems.add(new Problem(problem.severity(), problem.place(), "", problem.message(), problem.hint()));
            return null;
        }
        if (node.has("bearer")) {
            return new ServerAuthorization.Bearer(secret(pointer + "/bearer"));
        }
        return node.has("oauth") ? oauth(pointer + "/oauth", node.path("oauth")) : new ServerAuthorization.None();
    }

    private @Nullable ServerAuthorization oauth(String pointer, JsonNode node) {
        SortedSet<String> scopes = new TreeSet<>();
        node.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
        var redirect = addresses.address(pointer + "/redirect", "such as https://host.example.com/v1/oauth/callback");
        var client = client(pointer, node);
        return redirect == null ? null : new ServerAuthorization.OAuth(client, redirect, scopes);
    }

    private ServerAuthorization.@Nullable Client client(String pointer, JsonNode node) {
        if (node.has("client-id-metadata")) {
            if (node.has("client-id")) {
                problems.add(source.errorAtKey(pointer + "/client-id", "a client has one name, not two",
                        "keep client-id-metadata or client-id"));
            }
            var document = addresses.document(pointer + "/client-id-metadata");
            return document == null ? null : new ServerAuthorization.Client.AtAddress(document);
        }
        if (!node.has("client-id")) {
            for (var key : List.of("client-secret", "issuer")) {
                if (node.has(key)) {
                    problems.add(source.errorAtKey(pointer + "/" + key, "'" + key + "' has no meaning without client-id",
                            "add client-id, or remove it"));
                }
            }
            return null;
        }
        if (!node.has("issuer")) {
            problems.add(source.errorAtKey(pointer + "/client-id", "'issuer' is missing",
                    "a client is registered with one authorization server: say which"));
            return null;
        }
        return new ServerAuthorization.Client.Registered(
                node.path("issuer").asString(""), node.path("client-id").asString(""),
                node.has("client-secret") ? secret(pointer + "/client-secret") : new SecretRef.None());
    }

    private SecretRef secret(String pointer) {
        var ref = SecretRef.parse(source.tree().at(pointer).asString(""));
        if (ref == null) {
            problems.add(source.error(pointer, "it must say where the secret is found, never the secret itself",
                    "write ${env:NAME} or ${file:/path}; a secret that was written here is no longer secret: replace it"));
        }
        return Objects.requireNonNullElse(ref, new SecretRef.None());
    }
}
