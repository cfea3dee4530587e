package signalbox.kit.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.database.NotificationListener;
import signalbox.database.Watch;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.json.Digest;
import signalbox.json.JsonReader;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.JsonNodeFactory;

/// The versions that the last list held which a client was shown at an endpoint: what a call of that client means. A client
/// is a session where there is one, else a credential; the list of one decides nothing for another.
///
/// A list counts for its time to live plus ten minutes, and only the latest of a principal do, for it can list at any
/// number of endpoints. A list that holds nothing takes no room. What is in memory was read from the database or written
/// there by this node, and is good as long as the database would tell what another node has written.
public final class ListedVersions implements NotificationListener {
    private static final String CHANNEL = "kit_shown_view";

    public static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    static final Duration COUNTS_FOR = TIME_TO_LIVE.plusMinutes(10);

    /// A list that shows the same again is written anew only after this time, and counts for as much longer there.
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final int MOST = 20_000;
    private static final int MOST_OF_ONE = 100;
    private static final String KEEP = """
            with gone as (
                delete from kit.shown_view where caller = :caller and (endpoint, client) in (
                    select endpoint, client from kit.shown_view
                     where caller = :caller and (endpoint, client) <> (:endpoint, :client)
                     order by at desc offset :others))
            insert into kit.shown_view (caller, endpoint, client, at, versions)
            values (:caller, :endpoint, :client, :at, cast(:versions as jsonb))
            on conflict (caller, endpoint, client) do update set at = excluded.at, versions = excluded.versions
            """;
    private static final String FIND = """
            select at, versions::text from kit.shown_view
             where caller = :caller and endpoint = :endpoint and client = :client and at >= :oldest
            """;

    private static final Entry NOTHING = new Entry(Map.of(), Instant.EPOCH, "", Instant.EPOCH);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Watch watch;
    private final Cache<Place, Entry> known = Caffeine.newBuilder().maximumSize(MOST).build();

    public ListedVersions(Database database, InstantSource clock) {
        jdbc = JdbcClient.create(database.dataSource());
        this.clock = clock;
        watch = database.notices().watch(CHANNEL, this);
    }

    private record Place(PrincipalName caller, String endpoint, String client) {
        /// Of one length, and no name of a session that could be used.
        String digest() {
            return Digest.sha256(client);
        }
    }

    /// @param digest of the view it came from, or empty where it was read
    /// @param written when the database heard of it
    private record Entry(Map<ToolName, Shown> versions, Instant at, String digest, Instant written) {}

    /// A version as it was listed.
    record Shown(Version version, String digest) {
        boolean is(Descriptor descriptor) {
            return descriptor.id().version().equals(version) && descriptor.digest().equals(digest);
        }
    }

    public void keep(CallerContext caller, ToolView view) {
        var place = place(caller);
        var now = clock.instant();
        var before = isTold() ? known.getIfPresent(place) : null;
        if (before != null && before.digest().equals(view.digest()) && now.isBefore(before.written().plus(SLACK))) {
            known.put(place, new Entry(before.versions(), now, before.digest(), before.written()));
            return;
        }
        if (view.tools().isEmpty() && entry(place).versions().isEmpty()) {
            return;
        }
        var versions = new HashMap<ToolName, Shown>();
        view.byName().forEach((name, tool) ->
                versions.put(name, new Shown(tool.descriptor().id().version(), tool.descriptor().digest())));
        write(place, now, versions);
        known.put(place, new Entry(versions, now, view.digest(), now));
    }

    /// What counts now.
    Map<ToolName, Shown> of(CallerContext caller) {
        var entry = entry(place(caller));
        return clock.instant().isAfter(entry.at().plus(COUNTS_FOR)) ? Map.of() : entry.versions();
    }

    /// Somebody has been shown something, by this node or another.
    @Override
    public void told(String caller) {
        known.asMap().keySet().removeIf(place -> place.caller().toString().equals(caller));
    }

    @Override
    public void missed() {
        known.invalidateAll();
    }

    public void tidy() {
        jdbc.sql("delete from kit.shown_view where at < :oldest").param("oldest", Timestamp.from(oldest())).update();
    }

    private boolean isTold() {
        return watch.mark() != Watch.UNKNOWN;
    }

    private Entry entry(Place place) {
        return isTold() ? known.get(place, this::read) : read(place);
    }

    private void write(Place place, Instant now, Map<ToolName, Shown> versions) {
        var tree = JsonNodeFactory.instance.objectNode();
        versions.forEach((name, shown) -> tree.put(name.toString(), shown.version() + " " + shown.digest()));
        jdbc.sql(KEEP)
                .param("caller", place.caller().toString())
                .param("endpoint", place.endpoint())
                .param("client", place.digest())
                .param("others", MOST_OF_ONE - 1)
                .param("at", Timestamp.from(now))
                .param("versions", tree.toString())
                .update();
    }

    private Entry read(Place place) {
        Optional<Entry> found = jdbc.sql(FIND)
                .param("caller", place.caller().toString())
                .param("endpoint", place.endpoint())
                .param("client", place.digest())
                .param("oldest", Timestamp.from(oldest()))
                .query((row, _) -> entry(row.getTimestamp(1).toInstant(), row.getString(2)))
                .optional();
        return found.orElse(NOTHING);
    }

    private static Entry entry(Instant at, String versions) {
        var read = new HashMap<ToolName, Shown>();
        JsonReader.STORED.read(versions).orThrow().properties().forEach(each -> {
            var text = each.getValue().stringValue();
            int space = text.indexOf(' ');
            read.put(ToolName.parse(each.getKey()), new Shown(Version.parse(text.substring(0, space)), text.substring(space + 1)));
        });
        return new Entry(read, at, "", at);
    }

    private Instant oldest() {
        return clock.instant().minus(COUNTS_FOR).minus(SLACK);
    }

    private static Place place(CallerContext caller) {
        return new Place(caller.principal(), EndpointPath.of(caller.endpoint()), caller.client());
    }
}
