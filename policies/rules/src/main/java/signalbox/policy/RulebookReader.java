package signalbox.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.permission.Permissions;
import signalbox.policy.routing.Routing;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.Salvaged;
import signalbox.source.YamlSource;

/// Reads the files of a rulebook in the order in which one needs another. Where the other is broken, a file is looked
/// through for what is wrong with it all the same.
///
/// Over a rulebook in force each file counts for itself: a broken one stays as it was and holds up no other. Permissions are
/// checked against tools, and routing against models; where the newer ones of both do not fit together, the newer rules are
/// in force over the tools or models there were before, since they may take a right away.
final class RulebookReader {
    private final RuleFiles files;
    private final @Nullable Edition before;
    private final List<Problem> problems = new ArrayList<>();

    private RulebookReader(RuleFiles files, @Nullable Edition before) {
        this.files = files;
        this.before = before;
    }

    /// A first edition, or every problem of every file.
    static Checked<Edition> read(RuleFiles files) {
        var reader = new RulebookReader(files, null);
        var edition = reader.edition();
        return edition == null || reader.problems.stream().anyMatch(Problem::isError)
                ? new Checked.Broken<>(Problem.sorted(reader.problems))
                : new Checked.Sound<>(edition, Problem.sorted(reader.problems));
    }

    /// The edition that follows, as far as the files are sound; the one before where that changes nothing.
    static Salvaged<Edition> next(RuleFiles files, Edition before) {
        var reader = new RulebookReader(files, before);
        var edition = reader.edition();
        var next = edition == null || edition.rulebook().revision().equals(before.rulebook().revision()) ? before : edition;
        return new Salvaged<>(next, Problem.sorted(reader.problems));
    }

    /// A text in force, what it says, and what it was checked against.
    private record Fit<A, B>(YamlSource text, A value, B against) {}

    private record Models(YamlSource text, ModelCatalogue catalogue) {}

    private record Servers(@Nullable YamlSource text, ThirdPartyServers value) {}

    private @Nullable Edition edition() {
        var tools = tools();
        var servers = servers(tools);
        var routing = routing(tools);
        var permissions = permissions(tools, routing);
        if (servers == null || routing == null || permissions == null) {
            return null;
        }
        var models = routing.against();
        if (YamlSource.read(files.tools(), files.tools().root().resolve("releases.yaml"))
                instanceof Checked.Sound<YamlSource>(var releases, var _)) {
            problems.addAll(CrossReferences.pinnedPrincipals(releases, permissions.value()));
        }
        var rulebook = new Rulebook(
                permissions.against(), permissions.value(), models.catalogue(), routing.value(), servers.value(),
                Digest.sha256(permissions.against().revision() + permissions.value().revision() + routing.value().revision()
                        + Digest.sha256(models.text().text())
                        + (servers.text() == null ? "" : Digest.sha256(servers.text().text()))));
        return new Edition(rulebook, permissions.text(), models.text(), routing.text(), servers.text());
    }

    private @Nullable ToolCatalogue tools() {
        if (before == null) {
            return found(ToolsDirectory.read(files.tools()));
        }
        var salvaged = ToolsDirectory.salvage(files.tools(), before.rulebook().tools());
        problems.addAll(salvaged.problems());
        return salvaged.value();
    }

    private @Nullable Servers servers(@Nullable ToolCatalogue tools) {
        if (!files.policies().has(files.policy("servers.yaml"))) {
            return new Servers(null, ThirdPartyServers.NONE);
        }
        var text = text("servers.yaml");
        var value = text == null ? null : found(Reading.of(text, () -> ThirdPartyServers.read(text))
                .with(tools == null ? List.of() : CrossReferences.ownServers(text, tools)));
        if (text != null && value != null) {
            problems.addAll(ThirdPartyServers.missingSecrets(text, System::getenv));
            return new Servers(text, value);
        }
        return before == null ? null : new Servers(before.servers(), before.rulebook().servers());
    }

    private @Nullable Models models() {
        var text = text("models.yaml");
        var catalogue = text == null ? null : found(Reading.of(text, () -> ModelCatalogue.read(text)));
        if (text == null || catalogue == null) {
            return null;
        }
        problems.addAll(ModelCatalogue.missingKeys(text, System::getenv));
        return new Models(text, catalogue);
    }

    private @Nullable Fit<Routing, Models> routing(@Nullable ToolCatalogue tools) {
        var text = text("routing.yaml");
        var models = either(models(), before == null ? null : new Models(before.models(), before.rulebook().models()));
        var odd = text == null || tools == null ? List.<Problem>of() : CrossReferences.toolsOfRules(text, tools);
        if (text != null && models.isEmpty()) {
            problems.addAll(Routing.errorsWhateverTheModels(text));
            problems.addAll(odd);
        }
        return firstSound(text, before == null ? null : before.routing(), models, (candidate, against) -> {
            var read = Routing.read(candidate, against.catalogue());
            return candidate == text ? read.with(odd) : read;
        });
    }

    private @Nullable Fit<Permissions, ToolCatalogue> permissions(
            @Nullable ToolCatalogue now, @Nullable Fit<Routing, Models> routing) {
        var text = text("permissions.yaml");
        var tools = either(now, before == null ? null : before.rulebook().tools());
        var odd = text == null || routing == null
                ? List.<Problem>of()
                : CrossReferences.grantedModels(text, routing.against().catalogue(), routing.value());
        if (text != null && tools.isEmpty()) {
            problems.addAll(Permissions.errorsWhateverTheTools(text));
            problems.addAll(odd);
        }
        return firstSound(text, before == null ? null : before.permissions(), tools, (candidate, against) -> {
            var read = Permissions.read(candidate, against);
            return candidate == text ? read.with(odd) : read;
        });
    }

    /// Tries the newer text first, and for each text the newer of what it is checked against first. Told is what is wrong
    /// with the newer text.
    private <A, B> @Nullable Fit<A, B> firstSound(
            @Nullable YamlSource newer, @Nullable YamlSource older, List<B> against, BiFunction<YamlSource, B, Checked<A>> read) {
        boolean told = newer == null;
        for (var text : either(newer, older)) {
            for (var other : against) {
                var checked = Reading.of(text, () -> read.apply(text, other));
                if (!told) {
                    problems.addAll(checked.found());
                    told = true;
                }
                if (checked instanceof Checked.Sound<A>(var value, var _)) {
                    return new Fit<>(text, value, other);
                }
            }
        }
        return null;
    }

    private static <T> List<T> either(@Nullable T newer, @Nullable T older) {
        return Stream.of(newer, older).filter(Objects::nonNull).distinct().toList();
    }

    private @Nullable YamlSource text(String name) {
        return found(YamlSource.read(files.policies(), files.policy(name)));
    }

    private <T> @Nullable T found(Checked<T> read) {
        problems.addAll(read.found());
        return switch (read) {
            case Checked.Sound<T>(var value, var _) -> value;
            case Checked.Broken<T> _ -> null;
        };
    }
}
