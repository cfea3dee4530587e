package signalbox.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.database.Watch;
import signalbox.policy.permission.PrincipalName;

/// The public keys of hosts, each under the host's principal.
public final class HostKeys {
    /// Where the database announces that a key was changed or deleted.
    static final String CHANNEL = "identity_host_key";

    private final JdbcClient database;
    private final CachedRows<Name, PublicKey> copies;
    private final InstantSource clock;

    /// Asks the database for each key each time.
    public HostKeys(DataSource database, InstantSource clock) {
        this(database, Watch.none(), clock);
    }

    /// Asks the database only for what is not cached.
    public static HostKeys watching(Database database, InstantSource clock) {
        return new HostKeys(database.dataSource(), database.notices().watch(CHANNEL), clock);
    }

    HostKeys(DataSource database, Watch watch, InstantSource clock) {
        this.database = JdbcClient.create(database);
        this.copies = new CachedRows<>(watch);
        this.clock = clock;
    }

    private record Name(PrincipalName host, String kid) {}

    /// Publishes the key; doing so again changes nothing.
    void publish(PrincipalName host, String kid, PublicKey key) {
        database.sql("""
                        insert into identity.host_key (principal, kid, public_key, published_at)
                        values (:principal, :kid, :key, :now)
                        on conflict (principal, kid) do update set public_key = excluded.public_key""")
                .param("principal", host.toString())
                .param("kid", kid)
                .param("key", key.getEncoded())
                .param("now", AgentTokens.at(clock.instant()))
                .update();
        copies.drop();
    }

    @Nullable PublicKey find(PrincipalName host, String kid) {
        return copies.find(new Name(host, kid), this::kept);
    }

    private @Nullable PublicKey kept(Name name) {
        return database.sql("select public_key from identity.host_key where principal = :principal and kid = :kid")
                .param("principal", name.host().toString())
                .param("kid", name.kid())
                .query((row, _) -> read(row.getBytes(1)))
                .optional()
                .orElse(null);
    }

    private static PublicKey read(byte[] encoded) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that we published cannot be read", e);
        }
    }
}
