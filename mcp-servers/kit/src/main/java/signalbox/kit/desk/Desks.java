package signalbox.kit.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import signalbox.kit.ToolRules;
import signalbox.kit.ToolServer;

/// Everything that an endpoint answers, whatever revision of the protocol it is asked in.
public record Desks(ToolDesk tools, ResourceDesk resources, PromptDesk prompts) {
    public static Desks of(
            Supplier<ToolRules> rules, List<ToolServer> servers, ToolDesk.Stores stores, InstantSource clock) {
        var rulings = new Rulings(clock);
        return new Desks(
                new ToolDesk(rules, new Works(servers), stores, clock),
                new ResourceDesk(rules, servers, stores.bench(), rulings),
                new PromptDesk(rules, servers, stores.bench(), rulings));
    }
}
