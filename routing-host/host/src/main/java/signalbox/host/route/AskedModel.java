package signalbox.host.route;

import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.RouteDecision;
import signalbox.policy.routing.Routing;

/// The model name a caller asks for.
public sealed interface AskedModel {
    String AUTO = "signalbox/auto";
    String OWN = "signalbox/";

    /// The rules choose.
    record Auto() implements AskedModel {}

    /// The models of a group, in their order.
    record Group(String group) implements AskedModel {}

    record Named(ModelName model) implements AskedModel {}

    /// What the name stands for under this policy, or null where it stands for nothing.
    static @Nullable AskedModel read(String name, FrozenPolicy policy) {
        return read(name, policy.routing(), policy.catalogue());
    }

    static @Nullable AskedModel read(String name, Routing routing, ModelCatalogue catalogue) {
        if (name.equals(AUTO)) {
            return new Auto();
        }
        if (name.startsWith(OWN) && routing.groups().containsKey(name.substring(OWN.length()))) {
            return new Group(name.substring(OWN.length()));
        }
        if (ModelName.isValid(name) && catalogue.models().containsKey(new ModelName(name))) {
            return new Named(new ModelName(name));
        }
        return null;
    }

    /// The decision of a step; filters bind whatever was asked for.
    default RouteDecision route(Routing routing, Facts facts, Obstacles obstacles) {
        return switch (this) {
            case Auto _ -> routing.route(facts, obstacles);
            case Group(var group) -> routing.routeTo(group, facts, obstacles);
            case Named(var model) -> routing.routeTo(model.value(), facts, obstacles);
        };
    }

    /// The name as it is asked for and granted.
    default String name() {
        return switch (this) {
            case Auto _ -> AUTO;
            case Group(var group) -> OWN + group;
            case Named(var model) -> model.value();
        };
    }
}
