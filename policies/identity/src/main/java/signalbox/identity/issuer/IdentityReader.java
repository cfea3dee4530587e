package signalbox.identity.issuer;

import java.util.ArrayList;
import java.util.List;
import signalbox.json.JsonPointers;
import signalbox.policy.address.WebAddresses;
import signalbox.policy.grant.reading.Findings;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.YamlSource;

/// Reads `identity.yaml`: its form by the schema, then each issuer, then whether two of them speak of the same people.
final class IdentityReader {
    private static final JsonSchema SHAPE = JsonSchema.resource("signalbox/schema/identity.schema.json");

    private final Findings findings;
    private final WebAddresses addresses;

    IdentityReader(YamlSource source) {
        findings = new Findings(source, SHAPE);
        addresses = new WebAddresses(source, findings::add);
    }

    Checked<IdentityPolicy> read() {
        var mcp = addresses.origin("/urls/mcp");
        var host = addresses.origin("/urls/host");
        var issuers = issuers();
        if (findings.hasErrors()) {
            return findings.broken();
        }
        return findings.sound(new IdentityPolicy(mcp, host, issuers));
    }

    private List<Issuer> issuers() {
        var reader = new IssuerReader(findings, addresses);
        var issuers = new ArrayList<Issuer>();
        var list = findings.at("/issuers");
        for (int i = 0; i < (list.isArray() ? list.size() : 0); i++) {
            var pointer = JsonPointers.child("/issuers", i);
            var issuer = reader.read(pointer);
            if (issuer == null) {
                continue;
            }
            compare(pointer, issuer, issuers);
            issuers.add(issuer);
        }
        return issuers;
    }

    /// Whoever is somebody at one issuer must not become somebody else by signing up at another.
    private void compare(String pointer, Issuer issuer, List<Issuer> others) {
        for (var other : others) {
            if (issuer.name().equals(other.name())) {
                findings.error(JsonPointers.child(pointer, "issuer"), "the issuer '" + issuer.name() + "' is written twice", "remove one");
                return;
            }
            if (meet(issuer.principal(), other.principal()) || meet(other.principal(), issuer.principal())) {
                findings.error(
                        pointer,
                        "'" + issuer.name() + "' and '" + other.name() + "' may speak of the same principals",
                        "give each issuer a 'prefix' under 'principal', none the start of another, or list its 'names'");
                return;
            }
        }
    }

    /// Two lists of names may share one: a person wrote both.
    private static boolean meet(PrincipalRule open, PrincipalRule other) {
        if (!open.names().isEmpty()) {
            return false;
        }
        return other.names().isEmpty()
                ? open.kind() == other.kind() && other.prefix().startsWith(open.prefix())
                : other.names().values().stream().anyMatch(open::maySpeakOf);
    }
}
