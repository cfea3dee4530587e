package signalbox.app.command;

import java.io.IOException;
import java.nio.file.Files;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.app.start.CommonOptions;
import signalbox.app.start.RunFile;
import signalbox.app.terminal.CommandFailure;
import signalbox.database.Database;

/// The database a command works on: the one named, that of a running `up`, or the embedded one started for a moment.
final class OpenDatabase {
    private OpenDatabase() {}

    /// One that an installation has written to.
    static Database inUse(CommonOptions options) throws IOException {
        var database = of(options);
        boolean used = JdbcClient.create(database.dataSource())
                .sql("select to_regclass('kit.audit') is not null and to_regclass('ledger.journal') is not null")
                .query(Boolean.class)
                .single();
        if (!used) {
            database.close();
            throw new CommandFailure("no Signalbox has run on '" + database + "' yet: run './signalbox up --database URL' first");
        }
        return database;
    }

    static Database of(CommonOptions options) throws IOException {
        if (options.database != null) {
            return Database.at(options.database);
        }
        var running = RunFile.ofRunning(options.data());
        if (running != null) {
            return Database.at(running.database());
        }
        var postgres = options.data().resolve("postgres");
        if (!Files.isDirectory(postgres)) {
            throw new CommandFailure("'" + options.data() + "' holds no data yet: run './signalbox up' first, or name --data or"
                    + " --database");
        }
        return Database.embedded(postgres);
    }
}
