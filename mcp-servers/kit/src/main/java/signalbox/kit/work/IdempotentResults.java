package signalbox.kit.work;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.descriptor.ToolId;
import signalbox.json.JsonReader;
import signalbox.json.JsonWriter;
import signalbox.kit.content.ContentJson;
import signalbox.kit.tool.ToolOutcome;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.JsonNodeFactory;

/// The results of calls by (caller, call id), kept for 24 hours so that a repeated call does not act twice.
///
/// A claim belongs to the running transaction: a second call with the same id waits there until the first one commits
/// or is undone.
public final class IdempotentResults {
    static final Duration KEPT = Duration.ofHours(24);

    private static final String CLAIM = """
            insert into kit.remembered_call as old (caller, call_id, tool, args_digest, at)
            values (:caller, :id, :tool, :digest, :at)
            on conflict (caller, call_id) do update
               set tool = excluded.tool, args_digest = excluded.args_digest, at = excluded.at, result = null
             where old.at < :forgotten
            """;

    private final JdbcClient jdbc;

    public IdempotentResults(DataSource source) {
        jdbc = JdbcClient.create(source);
    }

    /// A call by the name that its caller gave it, and what it asks for.
    ///
    /// @param argsDigest of the canonical JSON of its arguments
    public record NamedCall(PrincipalName caller, String callId, ToolId tool, String argsDigest) {}

    /// What an earlier call of the same name was.
    public sealed interface Claim {
        /// This call, which is the first of the name.
        record Fresh() implements Claim {}

        /// The same call, which has been done.
        record Same(ToolOutcome outcome) implements Claim {}

        /// A call of this tool, with other arguments or of another tool.
        record Other(String tool) implements Claim {}
    }

    public Claim claim(NamedCall call, Instant now) {
        int claimed = jdbc.sql(CLAIM)
                .param("caller", call.caller().toString())
                .param("id", call.callId())
                .param("tool", call.tool().toString())
                .param("digest", call.argsDigest())
                .param("at", Timestamp.from(now))
                .param("forgotten", Timestamp.from(now.minus(KEPT)))
                .update();
        return claimed == 1 ? new Claim.Fresh() : earlier(call);
    }

    public void keep(NamedCall call, ToolOutcome outcome) {
        jdbc.sql("update kit.remembered_call set result = :result where caller = :caller and call_id = :id")
                .param("result", written(outcome))
                .param("caller", call.caller().toString())
                .param("id", call.callId())
                .update();
    }

    public void forgetBefore(Instant now) {
        jdbc.sql("delete from kit.remembered_call where at < :forgotten")
                .param("forgotten", Timestamp.from(now.minus(KEPT)))
                .update();
    }

    private Claim earlier(NamedCall call) {
        return jdbc.sql("select tool, args_digest, result from kit.remembered_call where caller = :caller and call_id = :id")
                .param("caller", call.caller().toString())
                .param("id", call.callId())
                .query((row, _) -> compared(call, row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }

    private Claim compared(NamedCall call, String tool, String digest, @Nullable String result) {
        if (result == null || !tool.equals(call.tool().toString()) || !digest.equals(call.argsDigest())) {
            return new Claim.Other(tool);
        }
        var stored = JsonReader.STORED.read(result).orThrow();
        var content = stored.path("content").valueStream().map(ContentJson::read).toList();
        return new Claim.Same(new ToolOutcome(content, stored.get("structured"), stored.path("error").booleanValue()));
    }

    private String written(ToolOutcome outcome) {
        var tree = JsonNodeFactory.instance.objectNode().put("error", outcome.error());
        var content = tree.putArray("content");
        outcome.content().forEach(piece -> content.add(ContentJson.of(piece)));
        if (outcome.structured() != null) {
            tree.set("structured", outcome.structured());
        }
        return JsonWriter.ascii(tree);
    }
}
