package signalbox.kit.desk;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import tools.jackson.databind.node.JsonNodeFactory;

/// The versions that the last list shown to (principal, endpoint) held: what a call by that list means.
///
/// A list counts for its time to live plus ten minutes.
final class ShownViews {
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    static final Duration COUNTS_FOR = TIME_TO_LIVE.plusMinutes(10);

    private static final String KEEP = """
            insert into kit.shown_view (caller, endpoint, at, versions)
            values (:caller, :endpoint, :at, cast(:versions as jsonb))
            on conflict (caller, endpoint) do update set at = excluded.at, versions = excluded.versions
            """;
    private static final String FIND = """
            select versions ->> :tool from kit.shown_view
             where caller = :caller and endpoint = :endpoint and at >= :oldest and jsonb_exists(versions, :tool)
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ShownViews(DataSource source, InstantSource clock) {
        jdbc = JdbcClient.create(source);
        this.clock = clock;
    }

    /// A version as it was listed.
    record Shown(Version version, String digest) {
        boolean is(Descriptor descriptor) {
            return descriptor.id().version().equals(version) && descriptor.digest().equals(digest);
        }
    }

    void keep(Visit visit, List<OfferedTool> tools) {
        var versions = JsonNodeFactory.instance.objectNode();
        for (var tool : tools) {
            var id = tool.descriptor().id();
            versions.put(id.name().toString(), id.version() + " " + tool.descriptor().digest());
        }
        jdbc.sql(KEEP)
                .param("caller", visit.who().toString())
                .param("endpoint", EndpointPath.of(visit.endpoint()))
                .param("at", Timestamp.from(clock.instant()))
                .param("versions", versions.toString())
                .update();
    }

    @Nullable Shown find(Visit visit, ToolName tool) {
        Optional<String> found = jdbc.sql(FIND)
                .param("tool", tool.toString())
                .param("caller", visit.who().toString())
                .param("endpoint", EndpointPath.of(visit.endpoint()))
                .param("oldest", Timestamp.from(oldest()))
                .query(String.class)
                .optional();
        return found.map(ShownViews::read).orElse(null);
    }

    void forget() {
        jdbc.sql("delete from kit.shown_view where at < :oldest")
                .param("oldest", Timestamp.from(oldest()))
                .update();
    }

    private Instant oldest() {
        return clock.instant().minus(COUNTS_FOR);
    }

    private static Shown read(String text) {
        int space = text.indexOf(' ');
        return new Shown(Version.parse(text.substring(0, space)), text.substring(space + 1));
    }
}
