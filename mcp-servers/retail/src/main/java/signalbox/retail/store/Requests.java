package signalbox.retail.store;

import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests that were done, by principal and the id the principal chose.
///
/// A request is claimed and answered in the transaction of its work, so work that is undone leaves no trace here, and a
/// second call with the same id waits for the first.
public final class Requests {
    /// @param tool which tool version was called
    /// @param arguments digest of its arguments
    public record Claim(String principal, UUID requestId, String tool, String arguments) {}

    /// What came of a claim.
    public sealed interface Claimed {
        /// Nobody did this before: do it now, then answer.
        record First() implements Claimed {}

        /// It was done before, with this result.
        record Repeated(String result) implements Claimed {}

        /// The id stands for another request.
        record Taken() implements Claimed {}
    }

    private final JdbcClient jdbc;

    public Requests(DataSource source) {
        jdbc = JdbcClient.create(source);
    }

    public Claimed claim(Claim claim) {
        int inserted = jdbc.sql("""
                insert into retail.request (principal, request_id, tool, arguments) values (?, ?, ?, ?)
                on conflict do nothing""")
                .params(claim.principal(), claim.requestId(), claim.tool(), claim.arguments())
                .update();
        if (inserted == 1) {
            return new Claimed.First();
        }
        record Done(String tool, String arguments, @Nullable String result) {}
        var done = jdbc.sql("select tool, arguments, result from retail.request where principal = ? and request_id = ?")
                .params(claim.principal(), claim.requestId())
                .query((row, _) -> new Done(row.getString("tool"), row.getString("arguments"), row.getString("result")))
                .single();
        if (!done.tool().equals(claim.tool()) || !done.arguments().equals(claim.arguments()) || done.result() == null) {
            return new Claimed.Taken();
        }
        return new Claimed.Repeated(done.result());
    }

    public void answer(Claim claim, String result) {
        jdbc.sql("update retail.request set result = ? where principal = ? and request_id = ?")
                .params(result, claim.principal(), claim.requestId())
                .update();
    }
}
