package signalbox.retail;

import java.util.HashMap;
import javax.sql.DataSource;
import signalbox.descriptor.ServerName;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.tool.ToolWork;
import signalbox.retail.store.OrderDesk;
import signalbox.retail.store.Stocking;
import signalbox.retail.v1.FirstTools;
import signalbox.retail.v2.SecondTools;

/// The retail server: an order desk on PostgreSQL, its tools in both major versions.
public final class Retail {
    public static final ServerName NAME = new ServerName("retail");

    private Retail() {}

    /// Replaces everything the desk holds by this data, all or nothing.
    public static void install(DataSource source, RetailData data) {
        Stocking.replace(source, data.shop());
    }

    /// The tools over a database whose `retail` schema is migrated.
    public static ToolServer server(DataSource source) {
        var desk = new OrderDesk(source);
        var work = new HashMap<String, ToolWork>(FirstTools.over(desk));
        work.putAll(SecondTools.over(desk, source));
        return new ToolServer(NAME, work, ResourceSource.NONE, new DeskPrompts());
    }
}
