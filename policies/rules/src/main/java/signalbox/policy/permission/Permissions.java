package signalbox.policy.permission;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.Narrowing;
import signalbox.policy.grant.Role;
import signalbox.policy.permission.PermissionDecision.Allow;
import signalbox.policy.permission.PermissionDecision.Ask;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.policy.permission.PermissionDecision.OutOfScope;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.node.ObjectNode;

/// `permissions.yaml`, checked against the tools there are: who may do what. Everything not granted is denied.
///
/// It covers the tool versions of the catalogue it was read with; a later one is granted to nobody.
public final class Permissions {
    private static final PrincipalName OWN_HOST = PrincipalName.parse("host:main");

    private final SortedMap<PrincipalName, PrincipalRights> principals;
    private final Place start;
    private final String revision;

    Permissions(
            SortedMap<PrincipalName, List<Role>> principals, ToolCatalogue tools, Place start, String revision) {
        this.principals = Collections.unmodifiableSortedMap(PrincipalRights.of(principals, tools));
        this.start = start;
        this.revision = revision;
    }

    /// Reads and checks the file, and runs its `tests`; a test that fails is an error.
    public static Checked<Permissions> read(YamlSource source, ToolCatalogue tools) {
        return new PermissionsReader(source, tools).read();
    }

    /// What is wrong with the file whatever tools there are: for a reader whose tools are broken themselves.
    public static List<Problem> errorsWhateverTheTools(YamlSource source) {
        var none = new ToolCatalogue(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), "");
        return new PermissionsReader(source, none).errorsWhateverTheTools();
    }

    /// Whether and by which rule `who`, with a credential of these scopes, may call this tool version; for a list and
    /// for a call. A check that throws denies.
    ///
    /// @param effect what the call may do, which may be stricter than the descriptor says
    public PermissionDecision decide(
            PrincipalName who, Scopes scopes, Descriptor tool, Effect effect, Arguments arguments) {
        try {
            var standing = principals.get(who);
            if (standing == null) {
                return unknown(who);
            }
            var judge = new Evaluator(who, tool, effect, start, revision);
            var entries = standing.rights().about(tool.id());
            var decision = switch (arguments) {
                case Arguments.Given(var value) -> judge.call(entries, value);
                case Arguments.Any _ -> judge.list(entries);
            };
            return scopes.reachTool(tool.id()) ? decision : outOfScope(decision, "tool:" + tool.id().name());
        } catch (RuntimeException | StackOverflowError failure) {
            return failed(failure);
        }
    }

    /// Whether `who` may read the resource with this address; for a list of resources and for reading one.
    ///
    /// @param uri as the caller gives it; what is not the address of a resource is denied
    public PermissionDecision decideResource(PrincipalName who, Scopes scopes, String uri) {
        return decide(NameKind.RESOURCE, who, scopes, uri);
    }

    /// Whether `who` may use this prompt; for a list of prompts and for getting one.
    ///
    /// @param name `server.prompt`
    public PermissionDecision decidePrompt(PrincipalName who, Scopes scopes, String name) {
        return decide(NameKind.PROMPT, who, scopes, name);
    }

    /// What is granted by its name alone is decided alike, whichever kind it is. A check that throws denies.
    PermissionDecision decide(NameKind kind, PrincipalName who, Scopes scopes, String name) {
        try {
            var standing = principals.get(who);
            if (standing == null) {
                return unknown(who);
            }
            if (!kind.isName(name)) {
                return denied("there is no " + kind.word() + " of such a name");
            }
            var grants = standing.rights().about(kind);
            var never = grants.forbidding(name);
            if (never != null) {
                return new Deny(never.rule(), never.place(), revision, "forbidden");
            }
            var may = grants.granting(name);
            if (may == null) {
                return denied("no rule of '" + who + "' is about the " + kind.word() + " '" + name + "'");
            }
            var allow = new Allow(may.rule(), may.place(), revision);
            return scopes.reach(kind, name) ? allow : outOfScope(allow, kind.word() + ":" + name);
        } catch (RuntimeException | StackOverflowError failure) {
            return failed(failure);
        }
    }

    /// The schema of the arguments that a list shows `who` of this tool version; null where it is hidden.
    public @Nullable ObjectNode shownInput(PrincipalName who, Scopes scopes, Descriptor tool) {
        var grants = passable(who, scopes, tool);
        return grants.isEmpty() ? null : Narrowing.of(tool.input(), grants);
    }

    /// The grants that some arguments of this tool version could pass; empty where it is hidden.
    List<Grant> passable(PrincipalName who, Scopes scopes, Descriptor tool) {
        return switch (decide(who, scopes, tool, tool.effect(), new Arguments.Any())) {
            case Deny _, OutOfScope _ -> List.of();
            case Allow _, Ask _ -> {
                var standing = principals.get(who);
                yield standing == null
                        ? List.of()
                        : new Evaluator(who, tool, tool.effect(), start, revision).passable(standing.rights().about(tool.id()));
            }
        };
    }

    public boolean knows(PrincipalName who) {
        return principals.containsKey(who);
    }

    public Set<PrincipalName> principals() {
        return principals.keySet();
    }

    /// What, with the scopes of a credential, decides every list of `who` over the tools this was read with; null for a
    /// principal that is not in the file.
    public @Nullable PrincipalClass classOf(PrincipalName who) {
        var standing = principals.get(who);
        return standing == null ? null : standing.sameLists();
    }

    /// @param model what the caller asks for: `signalbox/auto`, `signalbox/` and a group, or a catalogue name
    public boolean mayUseModel(PrincipalName who, Scopes scopes, String model) {
        return decide(NameKind.MODEL, who, scopes, model).isAllow();
    }

    /// Whether the model may take a step of who asked by that name: a grant of the name asked for covers the models it
    /// leads to, and a `never` of a model holds whatever led there.
    public boolean mayUseModel(PrincipalName who, Scopes scopes, String asked, String model) {
        var standing = principals.get(who);
        return standing != null
                && standing.rights().about(NameKind.MODEL).forbidding(model) == null
                && (mayUseModel(who, scopes, asked) || mayUseModel(who, scopes, model));
    }

    /// Whether it may call in the name of another; the right is still the other's. Its scopes are asked separately.
    ///
    /// Of those that are not in the file, this installation's own host alone may.
    public boolean mayActFor(PrincipalName who) {
        var standing = principals.get(who);
        return standing == null ? who.equals(OWN_HOST) : standing.rights().mayActFor();
    }

    /// `sha256:` over the text of the file.
    public String revision() {
        return revision;
    }

    private PermissionDecision outOfScope(PermissionDecision decision, String enough) {
        return switch (decision) {
            case Allow _, Ask _ -> new OutOfScope(decision.rule(), decision.place(), revision, new TreeSet<>(Set.of(enough)));
            case Deny _, OutOfScope _ -> decision;
        };
    }

    private PermissionDecision unknown(PrincipalName who) {
        return denied("'" + who + "' is not in the file");
    }

    private PermissionDecision failed(Throwable failure) {
        return denied("the check failed: " + failure);
    }

    private PermissionDecision denied(String reason) {
        return new Deny("default", start, revision, reason);
    }
}
