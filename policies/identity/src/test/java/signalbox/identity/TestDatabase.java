package signalbox.identity;

import signalbox.database.Database;

/// One migrated database for all tests of this room; it goes when the JVM does.
final class TestDatabase {
    static final Database SHARED = migrated();

    private TestDatabase() {}

    private static Database migrated() {
        var database = Database.temporary();
        database.migrate("identity");
        return database;
    }
}
