package signalbox.policy.permission;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.policy.grant.Rights;
import signalbox.policy.grant.Role;
import signalbox.release.ToolCatalogue;

/// What one principal's roles come to; principals of the same roles share it.
record PrincipalRights(Rights rights, PrincipalClass sameLists) {
    private record Seen(List<String> roles, Map<ToolName, Version> pins) {}

    static SortedMap<PrincipalName, PrincipalRights> of(Map<PrincipalName, List<Role>> principals, ToolCatalogue tools) {
        var standings = new TreeMap<PrincipalName, PrincipalRights>();
        var rights = new HashMap<List<String>, Rights>();
        var classes = new HashMap<Seen, PrincipalClass>();
        principals.forEach((who, held) -> {
            // The order in which roles are held decides nothing, not even which of two grants is named.
            var roles = held.stream().sorted(Comparator.comparing(Role::name)).toList();
            var names = roles.stream().map(Role::name).toList();
            standings.put(who, new PrincipalRights(
                    rights.computeIfAbsent(names, _ -> new Rights(roles, tools.descriptors().values())),
                    classes.computeIfAbsent(new Seen(names, pins(who, tools)), _ -> new PrincipalClass(names.toString()))));
        });
        return standings;
    }

    private static Map<ToolName, Version> pins(PrincipalName who, ToolCatalogue tools) {
        var pins = new HashMap<ToolName, Version>();
        tools.releases().forEach((tool, release) -> {
            var pin = release.pins().get(who.toString());
            if (pin != null) {
                pins.put(tool, pin);
            }
        });
        return pins;
    }
}
