package signalbox.host.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.client.exchange.ServerTool;
import signalbox.descriptor.UpstreamDigest;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.turn.ToolOffer;
import signalbox.identity.Principal;
import signalbox.policy.permission.View;
import signalbox.policy.permission.ViewedTool;

/// What of a server's list a run is offered: released versions that the caller may see, and whose definition is, to the
/// last character, the one that was released. A model reads the released text and never the server's.
final class UpstreamOffers {
    private final UpstreamRules rules;
    private final Map<String, ServerTool> listed = new HashMap<>();
    private final List<HostTool> offered = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private UpstreamOffers(UpstreamRules rules, List<ServerTool> listed) {
        this.rules = rules;
        listed.forEach(tool -> this.listed.put(tool.name(), tool));
    }

    static Listing.Tools of(UpstreamRules rules, OfServer wanted, Principal caller, List<ServerTool> listed) {
        var offers = new UpstreamOffers(rules, listed);
        var view = View.upstream(
                rules.tools(), rules.permissions(), caller.name(), caller.scopes(), wanted.server());
        for (var viewed : view) {
            if (wanted.wants(viewed.descriptor().id().name().tool())) {
                offers.consider(viewed);
            }
        }
        return new Listing.Tools(offers.offered, String.join("; ", offers.leftOut));
    }

    private void consider(ViewedTool viewed) {
        var descriptor = viewed.descriptor();
        var released = rules.released(descriptor.id());
        var tool = released == null ? null : listed.get(released.name());
        var shown = tool == null ? null : UpstreamDigest.of(tool.definition());
        if (released != null && tool != null && released.digest().equals(shown)) {
            var offer = new ToolOffer(
                    descriptor.id().name().wide(), descriptor.description(), viewed.narrowedInput());
            offered.add(new HostTool(
                    descriptor.id(), offer, descriptor.effect(), descriptor.labels(), descriptor.digest(),
                    new ToolOrigin.Upstream(descriptor, tool)));
        } else if (released == null) {
            leftOut.add("'" + descriptor.id() + "' is left out: it was not released for this server");
        } else if (shown != null) {
            // Its digest and never its words, which could sway whoever reads this.
            leftOut.add("'" + descriptor.id() + "' is quarantined: what the server shows now, " + shown + ", is not what was released");
        } else {
            leftOut.add("'" + descriptor.id() + "' is left out: the server shows no tool '" + released.name() + "'");
        }
    }
}
