package signalbox.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.database.Watch;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Agent tokens, kept in PostgreSQL as digests. A revocation holds at once: what was read before is used again only while
/// the database would have announced a change.
public final class AgentTokens {
    public static final Duration USUAL_LIFE = Duration.ofDays(30);
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private static final String NOBODYS_DIGEST = "0".repeat(64);

    /// Where the database announces that a token was changed or deleted.
    static final String CHANNEL = "identity_token";

    private final JdbcClient database;
    private final CachedRows<String, Kept> copies;
    private final InstantSource clock;
    private final Predicate<PrincipalName> known;
    private final SecureRandom random = new SecureRandom();

    /// Asks the database at each check.
    ///
    /// @param known whether the policy names a principal; a token for any other is not made
    public AgentTokens(DataSource database, InstantSource clock, Predicate<PrincipalName> known) {
        this(database, Watch.none(), clock, known);
    }

    /// Asks the database only for what is not cached.
    public static AgentTokens watching(Database database, InstantSource clock, Predicate<PrincipalName> known) {
        return new AgentTokens(database.dataSource(), database.notices().watch(CHANNEL), clock, known);
    }

    AgentTokens(DataSource database, Watch watch, InstantSource clock, Predicate<PrincipalName> known) {
        this.database = JdbcClient.create(database);
        this.copies = new CachedRows<>(watch);
        this.clock = clock;
        this.known = known;
    }

    private record Kept(Token token, String digest) {}

    public TokenCreation create(PrincipalName principal, Scopes scopes, Duration life) {
        if (!known.test(principal)) {
            return new TokenCreation.UnknownPrincipal(principal);
        }
        if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
            return new TokenCreation.UnfitLifetime(life, LONGEST_LIFE);
        }
        var text = AgentTokenText.random(random);
        var now = clock.instant();
        var token = new Token(text.id(), principal, scopes, now, now.plus(life), null);
        database.sql("""
                        insert into identity.token (id, digest, principal, scopes, created_at, expires_at)
                        values (:id, :digest, :principal, :scopes, :created, :expires)""")
                .param("id", token.id())
                .param("digest", text.digest())
                .param("principal", principal.toString())
                .param("scopes", scopes.toString())
                .param("created", at(token.created()))
                .param("expires", at(token.expires()))
                .update();
        return new TokenCreation.Created(token, text.text());
    }

    /// All tokens ever made, the newest first.
    public List<Token> list() {
        return database.sql("select * from identity.token order by created_at desc, id")
                .query((row, _) -> token(row))
                .list();
    }

    /// Refuses the token from now on; false where no token has this id.
    public boolean revoke(String id) {
        if (!AgentTokenText.isId(id)) {
            return false;
        }
        int changed = database.sql("update identity.token set revoked_at = coalesce(revoked_at, :now) where id = :id")
                .param("now", at(clock.instant()))
                .param("id", id)
                .update();
        copies.drop();
        return changed == 1;
    }

    /// What the presented text proves; any text is safe to present.
    AgentTokenCheck check(String presented) {
        var text = AgentTokenText.read(presented);
        if (text == null) {
            return new AgentTokenCheck.Refused(AgentTokenCheck.Reason.MALFORMED);
        }
        var kept = copies.find(text.id(), this::kept);
        var expected = kept == null ? NOBODYS_DIGEST : kept.digest();
        boolean same = MessageDigest.isEqual(expected.getBytes(US_ASCII), text.digest().getBytes(US_ASCII));
        if (kept == null) {
            return new AgentTokenCheck.Refused(AgentTokenCheck.Reason.UNKNOWN);
        }
        return same ? verdict(kept.token()) : new AgentTokenCheck.Refused(AgentTokenCheck.Reason.WRONG_SECRET);
    }

    /// Whether the token of this public id is neither revoked nor expired.
    public boolean isLive(String id) {
        var token = find(id);
        return token != null && token.isLive(clock.instant());
    }

    /// The token of this id, or null; not a proof that anybody holds it.
    @Nullable Token find(String id) {
        var kept = AgentTokenText.isId(id) ? copies.find(id, this::kept) : null;
        return kept == null ? null : kept.token();
    }

    private AgentTokenCheck verdict(Token token) {
        if (token.revoked() != null) {
            return new AgentTokenCheck.Refused(AgentTokenCheck.Reason.REVOKED);
        }
        return token.isLive(clock.instant())
                ? new AgentTokenCheck.Known(new Principal(
                        token.principal(), token.scopes(), new Credential.AgentToken(token.id()), null))
                : new AgentTokenCheck.Refused(AgentTokenCheck.Reason.EXPIRED);
    }

    private @Nullable Kept kept(String id) {
        return database.sql("select * from identity.token where id = :id")
                .param("id", id)
                .query((row, _) -> new Kept(token(row), row.getString("digest")))
                .optional()
                .orElse(null);
    }

    private static Token token(ResultSet row) throws SQLException {
        var revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Token(
                row.getString("id"),
                PrincipalName.parse(row.getString("principal")),
                Scopes.parse(row.getString("scopes")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
