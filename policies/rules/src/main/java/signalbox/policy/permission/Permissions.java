package signalbox.policy.permission;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.ToolCatalogue;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Rights;
import signalbox.policy.grant.Role;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// `permissions.yaml`, checked against the tools there are: who may call what. Everything not granted is denied.
///
/// It covers the tool versions of the catalogue it was read with; a later one is granted to nobody.
public final class Permissions {
    private static final PrincipalName OWN_HOST = PrincipalName.parse("host:main");

    private final SortedMap<PrincipalName, List<Role>> principals;
    private final Map<PrincipalName, Rights> rights = new HashMap<>();
    private final Place start;
    private final String revision;

    Permissions(
            SortedMap<PrincipalName, List<Role>> principals, ToolCatalogue tools, Place start, String revision) {
        this.principals = Collections.unmodifiableSortedMap(new TreeMap<>(principals));
        this.start = start;
        this.revision = revision;
        var shared = new HashMap<List<Role>, Rights>();
        this.principals.forEach((who, roles) -> rights.put(
                who, shared.computeIfAbsent(roles, same -> new Rights(same, tools.descriptors().values()))));
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
            var mine = rights.get(who);
            if (mine == null) {
                return denied("default", "'" + who + "' does not stand in the file");
            }
            if (!scopes.reachTool(tool.id())) {
                return denied("scopes", "the credential's scopes do not reach " + tool.id());
            }
            var judge = new Judge(who, tool, effect, start, revision);
            return switch (arguments) {
                case Arguments.Given(var value) -> judge.call(mine.about(tool.id()), value);
                case Arguments.Any _ -> judge.list(mine.about(tool.id()));
            };
        } catch (RuntimeException | StackOverflowError failure) {
            return denied("default", "the check failed: " + failure);
        }
    }

    /// The grants that some arguments of this tool version could pass; empty where it is hidden.
    List<Grant> passable(PrincipalName who, Scopes scopes, Descriptor tool) {
        if (decide(who, scopes, tool, tool.effect(), new Arguments.Any()) instanceof Deny) {
            return List.of();
        }
        var mine = rights.get(who);
        return mine == null
                ? List.of()
                : new Judge(who, tool, tool.effect(), start, revision).passable(mine.about(tool.id()));
    }

    public boolean knows(PrincipalName who) {
        return rights.containsKey(who);
    }

    public Set<PrincipalName> principals() {
        return principals.keySet();
    }

    /// @param model what the caller asks for: `signalbox/auto`, `signalbox/` and a group, or a catalogue name
    public boolean mayUseModel(PrincipalName who, Scopes scopes, String model) {
        var mine = rights.get(who);
        return mine != null && scopes.reachModel(model) && mine.mayUse(model);
    }

    /// Whether the model may take a step of who asked by that name: a grant of the name asked for covers the models it
    /// leads to, and a `never` of a model holds whatever led there.
    public boolean mayUseModel(PrincipalName who, Scopes scopes, String asked, String model) {
        var mine = rights.get(who);
        return mine != null
                && !mine.mustNotUse(model)
                && (mayUseModel(who, scopes, asked) || mayUseModel(who, scopes, model));
    }

    /// Whether it may call in the name of another; the right is still the other's. Its scopes are asked separately.
    ///
    /// Of those that do not stand in the file, this installation's own host alone may.
    public boolean mayActFor(PrincipalName who) {
        var mine = rights.get(who);
        return mine == null ? who.equals(OWN_HOST) : mine.mayActFor();
    }

    /// `sha256:` over the text of the file.
    public String revision() {
        return revision;
    }

    private PermissionDecision denied(String rule, String reason) {
        return new Deny(rule, start, revision, reason);
    }
}
