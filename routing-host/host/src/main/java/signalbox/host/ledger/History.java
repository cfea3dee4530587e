package signalbox.host.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.host.ledger.seal.SealedBytes;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;

/// What the rows tell: runs, and decisions for those who ask why.
public final class History {
    private static final int FETCHED = 100;

    /// A run's journal comes with it, so that a stream of runs asks once.
    static final String BETWEEN = """
            SELECT r.header, ARRAY(SELECT j.entries::text FROM ledger.journal j WHERE j.run = r.id ORDER BY j.number) AS entries
            FROM ledger.run r WHERE r.at >= :from AND r.at < :until""";

    private final JdbcClient sql;
    private final @Nullable TranscriptKeys keys;
    private final Runnable written;

    /// @param keys null where what is confidential is not read
    /// @param written returns when what this process has to write is written
    History(DataSource source, @Nullable TranscriptKeys keys, Runnable written) {
        var template = new JdbcTemplate(source);
        template.setFetchSize(FETCHED); // a stream in a transaction takes so many rows at a time
        sql = JdbcClient.create(template);
        this.keys = keys;
        this.written = written;
    }

    /// Reads a ledger that another process may be writing, without what is confidential.
    public static History of(DataSource source) {
        return new History(source, null, () -> {});
    }

    /// The run as its caller sees it, or null where there is none of this id.
    public @Nullable RunView run(RunId id) {
        var journal = journal(id);
        return journal == null ? null : RunView.of(journal.header(), journal.entries());
    }

    /// The run, or null where there is none of this id. What is confidential and not kept, or no longer, is
    /// [Entry.Gone], and of the end its words are.
    public @Nullable Journal journal(RunId id) {
        written.run();
        var header = header(id);
        if (header == null) {
            return null;
        }
        // What is sealed after the entries, with which it is written: what came meanwhile would seem deleted.
        var rows = entries(id);
        var sealed = sealed(id);
        var entries = new ArrayList<Entry>();
        for (var json : rows) {
            for (var entry : LedgerJson.read(json, Entry[].class)) {
                entries.add(sealed.getOrDefault(entries.size() + 1L, entry));
            }
        }
        return new Journal(header, entries);
    }

    /// The decision with this id, of a route or of a tool server, or null where the ledger knows none.
    public @Nullable Explained explain(String decision) {
        written.run();
        var run = DecisionId.run(decision);
        var route = run == null ? null : find(explain(run), decision);
        if (route != null) {
            return route;
        }
        var of = sql.sql("SELECT run FROM ledger.decision WHERE id = ?").param(decision).query(String.class).optional();
        return of.map(id -> permission(new RunId(id), decision)).orElse(null);
    }

    /// The route decisions of a run, in order.
    public List<Explained> explain(RunId run) {
        written.run();
        var header = header(run);
        var routes = new ArrayList<Explained>();
        if (header != null) {
            for (var entry : trees(run)) {
                if (LedgerJson.isA(Entry.Routed.class, entry)) {
                    routes.add(route(header, entry));
                }
            }
        }
        return routes;
    }

    /// The latest runs, newest first.
    public List<RunId> latest(int count) {
        written.run();
        return sql.sql("SELECT id FROM ledger.run ORDER BY seq DESC LIMIT ?")
                .param(count)
                .query((row, _) -> new RunId(row.getString("id")))
                .list();
    }

    /// The runs that began in a time, newest first, without what is confidential. To be closed.
    ///
    /// @param caller whose, or null for all
    public Stream<Journal> stream(Instant from, Instant until, @Nullable PrincipalName caller) {
        written.run();
        return sql.sql(BETWEEN + (caller == null ? "" : " AND r.caller = :caller") + " ORDER BY r.at DESC, r.seq DESC")
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .param("caller", caller == null ? null : caller.toString())
                .query((row, _) -> journal(row))
                .stream();
    }

    /// Whether there is any run of this caller.
    public boolean knows(PrincipalName caller) {
        written.run();
        return sql.sql("SELECT EXISTS (SELECT FROM ledger.run WHERE caller = ?)")
                .param(caller.toString())
                .query(Boolean.class)
                .single();
    }

    private static Journal journal(ResultSet row) throws SQLException {
        var entries = new ArrayList<Entry>();
        for (var json : (String[]) row.getArray("entries").getArray()) {
            entries.addAll(List.of(LedgerJson.read(json, Entry[].class)));
        }
        return new Journal(LedgerJson.read(row.getString("header"), RunHeader.class), entries);
    }

    private @Nullable RunHeader header(RunId id) {
        return sql.sql("SELECT header FROM ledger.run WHERE id = ?")
                .param(id.value())
                .query((row, _) -> LedgerJson.read(row.getString("header"), RunHeader.class))
                .optional()
                .orElse(null);
    }

    private List<String> entries(RunId id) {
        return sql.sql("SELECT entries FROM ledger.journal WHERE run = ? ORDER BY number")
                .param(id.value())
                .query(String.class)
                .list();
    }

    private List<JsonNode> trees(RunId id) {
        var trees = new ArrayList<JsonNode>();
        entries(id).forEach(json -> LedgerJson.tree(json).forEach(trees::add));
        return trees;
    }

    /// What is confidential and still kept, by its number.
    private Map<Long, Entry> sealed(RunId id) {
        var sealed = new HashMap<Long, Entry>();
        var open = keys;
        if (open != null) {
            sql.sql("SELECT number, sealed FROM ledger.turns WHERE run = ?").param(id.value()).query(row -> {
                var plain = open.open(id.value(), row.getLong("number"), new SealedBytes(row.getBytes("sealed")));
                if (plain != null) {
                    sealed.put(row.getLong("number"), LedgerJson.read(plain, Entry.class));
                }
            });
        }
        return sealed;
    }

    private static @Nullable Explained find(List<Explained> routes, String decision) {
        for (var each : routes) {
            if (each instanceof Explained.Route route && route.id().value().equals(decision)) {
                return each;
            }
        }
        return null;
    }

    private static Explained route(RunHeader header, JsonNode entry) {
        return new Explained.Route(
                new DecisionId(entry.path("id").asString()), header.id(), entry.path("step").asInt(),
                entry.path("kind").asString(), entry.path("facts"), entry.path("decision"), entry.path("missing"));
    }

    private @Nullable Explained permission(RunId run, String decision) {
        var entries = trees(run);
        for (var entry : entries) {
            if (LedgerJson.isA(Entry.CallSettled.class, entry) && entry.at("/ruling/id").asString().equals(decision)) {
                return permission(run, sent(entries, entry.path("id").asString()), entry);
            }
        }
        return null;
    }

    private static Explained permission(RunId run, JsonNode sent, JsonNode settled) {
        var call = LedgerJson.read(sent, Entry.CallDispatched.class);
        var done = LedgerJson.read(settled, Entry.CallSettled.class);
        return new Explained.Permission(
                run, call.id(), call.tool(), call.version(), call.arguments(), done.status().word(), done.ruling());
    }

    private static JsonNode sent(List<JsonNode> entries, String call) {
        for (var entry : entries) {
            if (LedgerJson.isA(Entry.CallDispatched.class, entry) && entry.path("id").asString().equals(call)) {
                return entry;
            }
        }
        throw new IllegalStateException("call " + call + " was settled and never dispatched");
    }
}
