package signalbox.identity.issuer;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.policy.address.WebAddresses;
import signalbox.policy.grant.reading.Findings;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Reads one entry of `issuers`.
final class IssuerReader {
    /// Claims that whoever they speak of can change.
    private static final Set<String> UNSTEADY =
            Set.of("email", "preferred_username", "name", "nickname", "upn", "unique_name", "username");
    /// Entra's issuers of everybody (Microsoft identity platform, endpoints).
    private static final Set<String> ANYBODY = Set.of("/common", "/organizations", "/consumers");

    private static final String OFFLINE = "offline_access";

    private final Findings findings;
    private final WebAddresses addresses;

    IssuerReader(Findings findings, WebAddresses addresses) {
        this.findings = findings;
        this.addresses = addresses;
    }

    /// The issuer as far as it can be read, or null where it has no name.
    @Nullable Issuer read(String pointer) {
        var name = name(JsonPointers.child(pointer, "issuer"));
        var jwks = addresses.address(JsonPointers.child(pointer, "jwks"), "such as https://login.example.org/realms/main/certs");
        var audiences = new LinkedHashSet<>(texts(JsonPointers.child(pointer, "audiences")));
        var algorithms = algorithms(JsonPointers.child(pointer, "algorithms"));
        var principal = principal(JsonPointers.child(pointer, "principal"));
        var scopes = scopes(JsonPointers.child(pointer, "scopes"));
        return name == null ? null : new Issuer(name, jwks, audiences, algorithms, principal, scopes);
    }

    private @Nullable String name(String pointer) {
        var url = addresses.address(pointer, "such as https://login.example.org/realms/main");
        if (url == null) {
            return null;
        }
        if (isEverybodys(url)) {
            findings.error(pointer, "'" + url + "' is the issuer of everybody's directory",
                    "write the issuer of your own, with its tenant id");
        }
        return findings.at(pointer).stringValue();
    }

    private static boolean isEverybodys(URI url) {
        var host = url.getHost();
        return (host.startsWith("login.microsoftonline.") || host.startsWith("login.partner.microsoftonline.")
                        || host.equals("sts.windows.net"))
                && ANYBODY.stream().anyMatch(path -> (url.getPath() + "/").startsWith(path + "/"));
    }

    private Set<Algorithm> algorithms(String pointer) {
        var found = EnumSet.noneOf(Algorithm.class);
        for (var word : texts(pointer)) {
            var algorithm = Algorithm.of(word);
            if (algorithm != null) {
                found.add(algorithm);
            }
        }
        return found.isEmpty() ? Algorithm.USUAL : found;
    }

    private PrincipalRule principal(String pointer) {
        var usual = PrincipalRule.USUAL;
        var kind = text(pointer, "kind", "person").equals("agent") ? PrincipalName.Kind.AGENT : usual.kind();
        var claim = text(pointer, "claim", usual.claim());
        if (UNSTEADY.contains(claim)) {
            findings.warning(JsonPointers.child(pointer, "claim"),
                    "'" + claim + "' can be changed, and may come to name somebody else", "'sub' stays with one account");
        }
        var prefix = text(pointer, "prefix", usual.prefix());
        var names = new HashMap<String, PrincipalName>();
        findings.at(JsonPointers.child(pointer, "names")).forEachEntry((value, _) -> {
            var at = JsonPointers.child(JsonPointers.child(pointer, "names"), value);
            var name = name(at, findings.at(at).asString(""));
            if (name != null) {
                names.put(value, name);
            }
        });
        if (!prefix.isEmpty() && !names.isEmpty()) {
            findings.error(JsonPointers.child(pointer, "prefix"), "'prefix' has no meaning beside 'names'", "remove one");
        }
        return new PrincipalRule(kind, claim, prefix, names);
    }

    private @Nullable PrincipalName name(String pointer, String text) {
        if (!findings.isSound(pointer)) {
            return null;
        }
        try {
            var name = PrincipalName.parse(text);
            if (name.kind() != PrincipalName.Kind.HOST) {
                return name;
            }
            findings.error(pointer, "'" + text + "' is a host, and no issuer speaks of hosts", "such as agent:triage-bot");
        } catch (IllegalArgumentException e) {
            findings.error(pointer, String.valueOf(e.getMessage()), "such as agent:triage-bot");
        }
        return null;
    }

    private ScopeRule scopes(String pointer) {
        var grants = new HashMap<String, Scopes>();
        var written = JsonPointers.child(pointer, "grants");
        findings.at(written).forEachEntry((theirs, _) -> grants.put(theirs, ours(JsonPointers.child(written, theirs))));
        var basic = JsonPointers.child(pointer, "basic");
        var asked = texts(basic);
        if (grants.containsKey(OFFLINE) || asked.contains(OFFLINE)) {
            findings.error(pointer, "'" + OFFLINE + "' is for clients and their issuer, not for us", "remove it");
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!grants.containsKey(asked.get(i)) && !Scopes.isValid(asked.get(i))) {
                findings.error(JsonPointers.child(basic, i), "the scope '" + asked.get(i) + "' reaches nothing",
                        "map it under 'grants'");
            }
        }
        return new ScopeRule(text(pointer, "claim", ScopeRule.USUAL.claim()), Map.copyOf(grants), asked);
    }

    private Scopes ours(String pointer) {
        var ours = texts(pointer);
        for (int i = 0; i < ours.size(); i++) {
            if (!Scopes.isValid(ours.get(i))) {
                findings.error(JsonPointers.child(pointer, i), "'" + ours.get(i) + "' is not a scope",
                        Scopes.EXAMPLES);
            }
        }
        return new Scopes(new TreeSet<>(ours));
    }

    private String text(String pointer, String key, String unwritten) {
        var at = JsonPointers.child(pointer, key);
        return findings.isSound(at) ? findings.at(at).asString(unwritten) : unwritten;
    }

    private List<String> texts(String pointer) {
        var texts = new ArrayList<String>();
        if (findings.isSound(pointer)) {
            findings.at(pointer).forEach(text -> texts.add(text.asString("")));
        }
        return texts;
    }
}
