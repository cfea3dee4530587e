package signalbox.policy.permission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.Version;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Narrowing;
import signalbox.release.Release;
import signalbox.release.ToolCatalogue;

/// What one principal sees at one endpoint: of each visible tool exactly one version.
public final class View {
    private final ToolCatalogue tools;
    private final Permissions permissions;
    private final PrincipalName who;
    private final Scopes scopes;
    private final Function<Release, SortedSet<Version>> offered;

    private View(
            ToolCatalogue tools, Permissions permissions, PrincipalName who, Scopes scopes,
            Function<Release, SortedSet<Version>> offered) {
        this.tools = tools;
        this.permissions = permissions;
        this.who = who;
        this.scopes = scopes;
        this.offered = offered;
    }

    /// What our own servers offer there, ordered by name. A tool of which no version served here may be called with some
    /// arguments is not there.
    public static List<ViewedTool> of(
            ToolCatalogue tools, Permissions permissions, PrincipalName who, Scopes scopes, Endpoint endpoint) {
        return new View(tools, permissions, who, scopes, Release::servedHere).tools(endpoint);
    }

    /// What the host may offer of the work of one third-party server: the other part of a view, chosen alike.
    public static List<ViewedTool> upstream(
            ToolCatalogue tools, Permissions permissions, PrincipalName who, Scopes scopes, ServerName server) {
        return new View(tools, permissions, who, scopes, Release::servedUpstream).tools(new Endpoint.OfServer(server));
    }

    private List<ViewedTool> tools(Endpoint endpoint) {
        var seen = new ArrayList<ViewedTool>();
        for (var release : tools.releases().values()) {
            var tool = tool(release, endpoint);
            if (tool != null) {
                seen.add(tool);
            }
        }
        return List.copyOf(seen);
    }

    private @Nullable ViewedTool tool(Release release, Endpoint endpoint) {
        for (var version : versions(release, endpoint)) {
            var descriptor = tools.descriptors().get(new ToolId(release.tool(), version));
            var grants = descriptor == null ? List.<Grant>of() : permissions.passable(who, scopes, descriptor);
            if (descriptor != null && !grants.isEmpty()) {
                return new ViewedTool(descriptor, Narrowing.of(descriptor.input(), grants));
            }
        }
        return null;
    }

    /// The offered versions in the order in which they are tried.
    private Iterable<Version> versions(Release release, Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Everything _ -> preferred(release);
            case Endpoint.OfServer(var server) -> isOf(release, server) ? preferred(release) : List.of();
            case Endpoint.OfMajor(var server, var major) -> isOf(release, server)
                    ? offered.apply(release).reversed().stream().filter(version -> version.major() <= major).toList()
                    : List.of();
        };
    }

    private static boolean isOf(Release release, ServerName server) {
        return release.tool().server().equals(server);
    }

    private Iterable<Version> preferred(Release release) {
        var highestFirst = offered.apply(release).reversed();
        var versions = new LinkedHashSet<Version>();
        var pin = release.pins().get(who.toString());
        if (pin != null && highestFirst.contains(pin)) {
            versions.add(pin);
        } else if (highestFirst.contains(release.byDefault())) {
            versions.add(release.byDefault());
        }
        versions.addAll(highestFirst);
        return versions;
    }
}
