package signalbox.identity.issuer;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.source.Checked;
import signalbox.source.YamlSource;

/// Who besides ourselves may say who is calling, and under which URLs we are called: `identity.yaml`.
///
/// @param mcp how the MCP listener is reached, without a path; null for `http://127.0.0.1:port`
/// @param host how the routing host is reached, likewise
public record IdentityPolicy(@Nullable URI mcp, @Nullable URI host, List<Issuer> issuers) {
    public static final String FILE = "identity.yaml";

    /// Agent tokens alone, on this machine: what holds where there is no file.
    public static final IdentityPolicy TOKENS_ONLY = new IdentityPolicy(null, null, List.of());

    public IdentityPolicy {
        issuers = List.copyOf(issuers);
    }

    /// The file of this directory, or every problem of it; without a file, agent tokens alone.
    public static Checked<IdentityPolicy> read(Path policies) {
        var file = policies.resolve(FILE);
        // A link that leads nowhere is no absent file: reading it is an error.
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Checked.Sound<>(TOKENS_ONLY, List.of());
        }
        return switch (YamlSource.read(file)) {
            case Checked.Sound<YamlSource>(var source, var _) -> read(source);
            case Checked.Broken<YamlSource>(var problems) -> new Checked.Broken<>(problems);
        };
    }

    public static Checked<IdentityPolicy> read(YamlSource source) {
        return new IdentityReader(source).read();
    }

    /// The issuer of exactly this name, or null.
    public @Nullable Issuer issuer(String name) {
        for (var issuer : issuers) {
            if (issuer.name().equals(name)) {
                return issuer;
            }
        }
        return null;
    }
}
