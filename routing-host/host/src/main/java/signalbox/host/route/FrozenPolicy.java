package signalbox.host.route;

import signalbox.host.model.Models;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.routing.Routing;

/// What a run keeps of the policies from its start to its end.
public record FrozenPolicy(Routing routing, ModelCatalogue catalogue, Models models) {}
