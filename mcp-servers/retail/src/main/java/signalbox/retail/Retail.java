package signalbox.retail;

import java.util.HashMap;
import javax.sql.DataSource;
import signalbox.descriptor.ServerName;
import signalbox.kit.ToolServer;
import signalbox.kit.ToolWork;
import signalbox.retail.store.OrderDesk;
import signalbox.retail.v1.FirstTools;

/// The retail server: an order desk on PostgreSQL, its tools in both major versions.
public final class Retail {
    public static final ServerName NAME = new ServerName("retail");

    private Retail() {}

    /// The tools over a database whose `retail` schema is migrated.
    public static ToolServer server(DataSource source) {
        var desk = new OrderDesk(source);
        var work = new HashMap<String, ToolWork>(FirstTools.over(desk));
        return new ToolServer(NAME, work);
    }
}
