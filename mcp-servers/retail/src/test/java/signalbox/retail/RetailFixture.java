package signalbox.retail;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.database.Database;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.Version;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import signalbox.policy.permission.PrincipalName;
import signalbox.retail.importer.ShopFile;
import signalbox.source.Problem;
import signalbox.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A retail server over a temporary database; each call runs in a transaction that an error undoes, as in the kit.
public final class RetailFixture {
    static final PrincipalName CALLER = PrincipalName.parse("agent:clerk");
    static final JsonMapper JSON = new JsonMapper();

    private static final RetailFixture SHOP = new RetailFixture(Database.temporary());

    private final DataSource source;
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;
    private final Map<String, ToolWork> work;

    private RetailFixture(Database database) {
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        database.migrate("retail");
        source = database.dataSource();
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        nested = new TransactionTemplate(new DataSourceTransactionManager(source));
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        ToolServer server = Retail.server(source);
        work = server.work();
    }

    /// The one retail of this test run, with fresh data.
    public static RetailFixture with(RetailData data) {
        Retail.install(SHOP.source, data);
        return SHOP;
    }

    static RetailData benchmark() {
        return ShopFile.read(SharedData.at("tau2-retail"))
                .fold(data -> data, problems -> {
                    throw new AssertionError(Problem.rendered(problems));
                });
    }

    /// Runs something and undoes all that it changed.
    void undone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            work.run();
            status.setRollbackOnly();
        });
    }

    /// A digest of every order and user as they are now, by id.
    Map<String, String> fingerprints() {
        var prints = new HashMap<String, String>();
        JdbcClient.create(source).sql("""
                select order_id as id, md5(o::text
                    || (select string_agg(i::text, '' order by position) from retail.order_item i where i.order_id = o.order_id)
                    || (select string_agg(p::text, '' order by position) from retail.payment p where p.order_id = o.order_id)) as print
                from retail.orders o
                union all
                select user_id, md5(c::text
                    || (select string_agg(m::text, '' order by position) from retail.payment_method m where m.user_id = c.user_id))
                from retail.customer c""").query(row -> {
                    prints.put(row.getString("id"), row.getString("print"));
                });
        return prints;
    }

    public DataSource source() {
        return source;
    }

    Map<String, ToolWork> work() {
        return work;
    }

    /// Calls version 1 of a tool with arguments in JSON.
    ToolOutcome call(String tool, String arguments) {
        return call(tool, 1, (ObjectNode) JSON.readTree(arguments), CALLER);
    }

    ToolOutcome second(String tool, String arguments) {
        return call(tool, 2, (ObjectNode) JSON.readTree(arguments), CALLER);
    }

    ToolOutcome call(String tool, int major, ObjectNode arguments, PrincipalName caller) {
        var id = ToolId.parse("retail." + tool + "@" + new Version(major, 0, 0));
        var run = work.get(runName(tool, major));
        if (run == null) {
            throw new AssertionError("no work " + runName(tool, major));
        }
        var outcome = nested.execute(status -> {
            var done = (ToolOutcome) run.run(new ToolRequest(id, arguments, caller));
            if (done.error()) {
                status.setRollbackOnly();
            }
            return done;
        });
        if (outcome == null) {
            throw new AssertionError("no outcome");
        }
        return outcome;
    }

    /// The record that version 1 of a reading tool returns.
    JsonNode record(String tool, String argument, String id) {
        return JSON.readTree(call(tool, JSON.createObjectNode().put(argument, id).toString()).text());
    }

    JsonNode order(String id) {
        return record("get_order_details", "order_id", id);
    }

    JsonNode user(String id) {
        return record("get_user_details", "user_id", id);
    }

    static String runName(String tool, int major) {
        var name = new StringBuilder();
        for (var word : tool.split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name + "V" + major;
    }
}
