package signalbox.kit.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The root keys that texts are sealed with, the same on every node of one database: the newest seals, and the one before
/// it still opens.
final class RootKeys {
    private static final Duration RENEWED_AFTER = Duration.ofDays(30);
    private static final int BYTES = 32;
    private static final int LIVE = 2;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private volatile SortedMap<Integer, byte[]> live = Collections.emptySortedMap();

    RootKeys(DataSource source, InstantSource clock) {
        jdbc = JdbcClient.create(source);
        this.clock = clock;
        renew();
    }

    /// Makes a new root key when the newest is old, and forgets all but the two newest.
    void renew() {
        var fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("""
                        insert into kit.root_key (secret, made_at)
                        select :secret, :now where not exists (select from kit.root_key where made_at > :recent)""")
                .param("secret", fresh)
                .param("now", Timestamp.from(clock.instant()))
                .param("recent", Timestamp.from(clock.instant().minus(RENEWED_AFTER)))
                .update();
        jdbc.sql("delete from kit.root_key where id not in (select id from kit.root_key order by id desc limit :live)")
                .param("live", LIVE)
                .update();
        load();
    }

    /// The numbers of the root keys in use, the newest last.
    SortedMap<Integer, byte[]> live() {
        return live;
    }

    void load() {
        var found = new TreeMap<Integer, byte[]>();
        jdbc.sql("select id, secret from kit.root_key order by id desc limit :live").param("live", LIVE)
                .query(row -> {
                    found.put(row.getInt(1), row.getBytes(2));
                });
        live = Collections.unmodifiableSortedMap(found);
    }

    /// A key for one purpose (HKDF, RFC 5869): it opens nothing that was sealed for another.
    static SecretKey derived(byte[] root, String purpose) {
        try {
            var info = ("signalbox/" + purpose).getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(root).thenExpand(info, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
