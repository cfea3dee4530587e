package signalbox.retail;

import java.util.HashMap;
import javax.sql.DataSource;
import signalbox.descriptor.ServerName;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.tool.ToolWork;
import signalbox.retail.store.DataInstallation;
import signalbox.retail.store.RetailBackend;
import signalbox.retail.v1.ToolsV1;
import signalbox.retail.v2.ToolsV2;

/// The retail server: a shop on PostgreSQL, with its tools in both major versions.
public final class Retail {
    public static final ServerName NAME = new ServerName("retail");

    private Retail() {}

    /// Replaces all data of the shop with this, all or nothing.
    public static void install(DataSource source, RetailData data) {
        DataInstallation.replace(source, data.shop());
    }

    /// The tools over a database whose `retail` schema is migrated.
    public static ToolServer server(DataSource source) {
        var backend = new RetailBackend(source);
        var work = new HashMap<String, ToolWork>(ToolsV1.over(backend));
        work.putAll(ToolsV2.over(backend, source));
        return new ToolServer(NAME, work, ResourceSource.NONE, new SupportPrompts());
    }
}
