package signalbox.kit.call;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.json.JsonReader;
import signalbox.json.JsonWriter;
import signalbox.kit.content.ContentJson;
import signalbox.kit.tool.ToolOutcome;
import tools.jackson.databind.node.JsonNodeFactory;

/// The results of calls by (caller, call id), kept for 24 hours so that a repeated call does not act twice.
///
/// A claim belongs to the running transaction: a second call with the same id waits there until the first one commits
/// or is undone.
final class IdempotentResults {
    static final Duration KEPT = Duration.ofHours(24);

    private static final String CLAIM = """
            insert into kit.remembered_call as old (caller, call_id, tool, args_digest, at)
            values (:caller, :id, :tool, :digest, :at)
            on conflict (caller, call_id) do update
               set tool = excluded.tool, args_digest = excluded.args_digest, at = excluded.at, result = null
             where old.at < :forgotten
            """;

    private final JdbcClient jdbc;

    IdempotentResults(DataSource source) {
        jdbc = JdbcClient.create(source);
    }

    sealed interface Claim {
        record Fresh() implements Claim {}

        record Same(ToolOutcome outcome) implements Claim {}

        record Other(String tool) implements Claim {}
    }

    Claim claim(Invocation job, String callId) {
        var ruling = job.ruling();
        int claimed = jdbc.sql(CLAIM)
                .param("caller", ruling.caller().toString())
                .param("id", callId)
                .param("tool", job.descriptor().id().toString())
                .param("digest", ruling.argsDigest())
                .param("at", Timestamp.from(ruling.at()))
                .param("forgotten", Timestamp.from(ruling.at().minus(KEPT)))
                .update();
        return claimed == 1 ? new Claim.Fresh() : earlier(job, callId);
    }

    void keep(Invocation job, String callId, ToolOutcome outcome) {
        jdbc.sql("update kit.remembered_call set result = :result where caller = :caller and call_id = :id")
                .param("result", written(outcome))
                .param("caller", job.ruling().caller().toString())
                .param("id", callId)
                .update();
    }

    void forgetBefore(Instant now) {
        jdbc.sql("delete from kit.remembered_call where at < :forgotten")
                .param("forgotten", Timestamp.from(now.minus(KEPT)))
                .update();
    }

    private Claim earlier(Invocation job, String callId) {
        return jdbc.sql("select tool, args_digest, result from kit.remembered_call where caller = :caller and call_id = :id")
                .param("caller", job.ruling().caller().toString())
                .param("id", callId)
                .query((row, _) -> compared(job, row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }

    private Claim compared(Invocation job, String tool, String digest, @Nullable String result) {
        if (result == null || !tool.equals(job.descriptor().id().toString()) || !digest.equals(job.ruling().argsDigest())) {
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
