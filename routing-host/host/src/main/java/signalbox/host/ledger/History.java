package signalbox.host.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.host.ledger.RunView.Input.Action;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.ledger.RunView.Input.Kind;
import signalbox.host.ledger.RunView.Input.Settled;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.ToolCall;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;

/// What the rows tell: runs as their callers see them, and decisions for those who ask why.
public final class History {
    private final JdbcClient sql;

    History(JdbcClient sql) {
        this.sql = sql;
    }

    /// Reads a ledger that another process may be writing.
    public static History of(DataSource source) {
        return new History(JdbcClient.create(source));
    }

    /// The run, or null where there is none of this id.
    public @Nullable RunView run(RunId id) {
        var steps = steps(id);
        var cost = cost(id);
        var inputs = inputs(id);
        return sql.sql("SELECT r.*, f.status, f.reason, f.finish, f.output, f.handed_back FROM ledger.run r"
                        + " LEFT JOIN ledger.run_finished f ON f.run = r.id WHERE r.id = ?")
                .param(id.value())
                .query((row, _) -> view(row, steps, cost, inputs))
                .optional()
                .orElse(null);
    }

    /// The sum of a run's attempts; open ones, and those of unknown outcome, count with their worst case.
    public Cost cost(RunId id) {
        return new Cost(sql.sql("SELECT coalesce(sum(coalesce(s.cost, a.worst)), 0) FROM ledger.attempt a"
                        + " LEFT JOIN ledger.attempt_settled s ON s.attempt = a.id WHERE a.run = ?")
                .param(id.value())
                .query(Long.class)
                .single());
    }

    /// The decision with this id, of a route or of a tool server, or null where the ledger knows none.
    public @Nullable Explained explain(String decision) {
        var route = sql.sql("SELECT d.*, s.index, s.kind, s.missing_tools FROM ledger.decision d"
                        + " JOIN ledger.step s ON s.decision = d.id WHERE d.id = ?")
                .param(decision)
                .query(History::route)
                .optional();
        return route.isPresent() ? route.get() : sql.sql("SELECT c.run, c.id, c.tool, c.version, c.arguments, t.outcome,"
                        + " t.decision, t.decision_id, t.rule, t.reason FROM ledger.tool_call_settled t"
                        + " JOIN ledger.tool_call c ON c.id = t.call WHERE t.decision_id = ? ORDER BY t.seq LIMIT 1")
                .param(decision)
                .query(History::permission)
                .optional()
                .orElse(null);
    }

    /// The route decisions of a run, in order.
    public List<Explained> explain(RunId run) {
        return sql.sql("SELECT d.*, s.index, s.kind, s.missing_tools FROM ledger.decision d"
                        + " JOIN ledger.step s ON s.decision = d.id WHERE d.run = ? ORDER BY d.seq")
                .param(run.value())
                .query(History::route)
                .list();
    }

    /// The latest runs, newest first.
    public List<RunId> latest(int count) {
        return sql.sql("SELECT id FROM ledger.run ORDER BY seq DESC LIMIT ?")
                .param(count)
                .query((row, _) -> new RunId(row.getString("id")))
                .list();
    }

    private List<RunView.Step> steps(RunId id) {
        var attempts = attempts(id);
        var calls = calls(id);
        return sql.sql("SELECT s.*, d.rule FROM ledger.step s JOIN ledger.decision d ON d.id = s.decision"
                        + " WHERE s.run = ? ORDER BY s.index")
                .param(id.value())
                .query((row, _) -> step(
                        row,
                        attempts.getOrDefault(row.getString("id"), List.of()),
                        calls.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    private Map<String, List<RunView.Attempt>> attempts(RunId id) {
        Map<String, List<RunView.Attempt>> found = new HashMap<>();
        sql.sql("SELECT a.id, a.step, a.model, a.worst, s.* FROM ledger.attempt a"
                        + " LEFT JOIN ledger.attempt_settled s ON s.attempt = a.id WHERE a.run = ? ORDER BY a.seq")
                .param(id.value())
                .query((row, _) -> found.computeIfAbsent(row.getString("step"), _ -> new ArrayList<>())
                        .add(attempt(row)))
                .list();
        return found;
    }

    private Map<String, List<RunView.Call>> calls(RunId id) {
        Map<String, List<RunView.Call>> found = new HashMap<>();
        sql.sql("SELECT c.id, c.step, c.tool, c.version, c.arguments, s.* FROM ledger.tool_call c"
                        + " LEFT JOIN ledger.tool_call_settled s ON s.call = c.id WHERE c.run = ?"
                        + " ORDER BY c.step, c.position")
                .param(id.value())
                .query((row, _) -> found.computeIfAbsent(row.getString("step"), _ -> new ArrayList<>()).add(call(row)))
                .list();
        return found;
    }

    private static RunView view(ResultSet row, List<RunView.Step> steps, Cost cost, List<RunView.Input> inputs)
            throws SQLException {
        var status = row.getString("status");
        var handedBack = row.getString("handed_back");
        var output = row.getString("output");
        return new RunView(
                new RunId(row.getString("id")),
                PrincipalName.parse(row.getString("caller")),
                status == null ? open(inputs) : word(RunStatus.class, status),
                orEmpty(row.getString("reason")),
                output == null ? "" : LedgerJson.read(output, String.class),
                orEmpty(row.getString("finish")),
                handedBack == null ? List.of() : List.of(LedgerJson.read(handedBack, ToolCall[].class)),
                cost,
                row.getString("policy"),
                row.getString("asked_model"),
                row.getTimestamp("at").toInstant(),
                steps,
                inputs);
    }

    private static RunStatus open(List<RunView.Input> inputs) {
        return inputs.stream().anyMatch(RunView.Input::isOpen) ? RunStatus.WAITING : RunStatus.RUNNING;
    }

    private List<RunView.Input> inputs(RunId id) {
        return sql.sql("SELECT q.*, s.action, s.by FROM ledger.question q LEFT JOIN ledger.question_settled s"
                        + " ON s.question = q.id WHERE q.run = ? ORDER BY q.seq")
                .param(id.value())
                .query((row, _) -> input(row))
                .list();
    }

    private static RunView.Input input(ResultSet row) throws SQLException {
        var schema = row.getString("schema");
        var url = row.getString("url");
        var action = row.getString("action");
        return new RunView.Input(
                new QuestionId(row.getString("id")),
                row.getString("server"),
                word(Kind.class, row.getString("kind")),
                LedgerJson.read(row.getString("message"), String.class),
                schema == null ? null : LedgerJson.tree(schema),
                url == null ? null : LedgerJson.read(url, String.class),
                action == null ? null : new Settled(word(Action.class, action), word(By.class, row.getString("by"))));
    }

    private static <E extends Enum<E>> E word(Class<E> words, String word) {
        return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
    }

    private static RunView.Step step(ResultSet row, List<RunView.Attempt> attempts, List<RunView.Call> calls)
            throws SQLException {
        var model = attempts.stream().filter(attempt -> attempt.outcome().equals("ok")).findFirst();
        return new RunView.Step(
                row.getInt("index"),
                row.getString("kind"),
                row.getString("rule"),
                model.map(RunView.Attempt::model).orElse(""),
                new DecisionId(row.getString("decision")),
                attempts.stream().map(RunView.Attempt::cost).reduce(Cost.ZERO, Cost::plus),
                attempts,
                calls);
    }

    private static RunView.Attempt attempt(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new RunView.Attempt(
                new AttemptId(row.getString("id")),
                row.getString("model"),
                outcome == null ? "dispatched" : outcome,
                orEmpty(row.getString("reason")),
                row.getLong("ms"),
                new Usage(row.getLong("input"), row.getLong("cache_read"), row.getLong("cache_write"),
                        row.getLong("output")),
                new Cost(outcome == null ? row.getLong("worst") : row.getLong("cost")));
    }

    private static RunView.Call call(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new RunView.Call(
                new CallId(row.getString("id")),
                row.getString("tool"),
                row.getString("version"),
                LedgerJson.read(row.getString("arguments"), CallArguments.class),
                outcome == null ? "dispatched" : outcome,
                orEmpty(row.getString("decision")),
                orEmpty(row.getString("decision_id")),
                orEmpty(row.getString("rule")),
                row.getBoolean("error"),
                row.getLong("ms"));
    }

    private static Explained route(ResultSet row, int number) throws SQLException {
        return new Explained.Route(
                new DecisionId(row.getString("id")), new RunId(row.getString("run")), row.getInt("index"),
                row.getString("kind"), row.getString("policy"), row.getString("rule"), row.getString("facts_digest"),
                LedgerJson.tree(row.getString("facts")), LedgerJson.tree(row.getString("decision")),
                LedgerJson.tree(row.getString("missing_tools")));
    }

    private static Explained permission(ResultSet row, int number) throws SQLException {
        return new Explained.Permission(
                row.getString("decision_id"), new RunId(row.getString("run")), new CallId(row.getString("id")),
                row.getString("tool"), row.getString("version"),
                LedgerJson.read(row.getString("arguments"), CallArguments.class), row.getString("outcome"),
                row.getString("decision"), row.getString("rule"), row.getString("reason"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
