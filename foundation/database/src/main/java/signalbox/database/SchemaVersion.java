package signalbox.database;

import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/// The version of a room's schema in a database, beside the one that this build was made for.
///
/// @param found null where the schema is not there
/// @param needed the newest migration of this build
public record SchemaVersion(String room, @Nullable String found, String needed) {
    /// Whether this build can work on it; a newer build may have migrated it further.
    public boolean isReady() {
        return found != null && MigrationVersion.fromVersion(found).compareTo(MigrationVersion.fromVersion(needed)) >= 0;
    }
}
