package signalbox.app.start;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import signalbox.database.Database;

/// The options that commands share: where state, policies and descriptors are.
public final class CommonOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where state is kept (default: $XDG_STATE_HOME/signalbox)")
    public @Nullable Path data;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "permissions.yaml, models.yaml, routing.yaml and perhaps identity.yaml and servers.yaml (default: policies, or policies/demo while no provider has a key)")
    @Nullable Path policies;

    @Option(names = "--tools", paramLabel = "DIR", description = "the tool descriptors (default: tool-descriptors)")
    @Nullable Path tools;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "a PostgreSQL instead of the embedded one: postgresql://user:password@host/name")
    public @Nullable String database;

    /// Says at once what takes a while; on a first start the database is made, too.
    public void announceStart(PrintStream told) {
        told.println("signalbox: starting " + (database == null ? "an embedded PostgreSQL, " : "")
                + "the MCP servers and the routing host");
    }

    public Path data() {
        return data == null ? StateDirectory.ofUser(System.getenv()) : data;
    }

    /// The PostgreSQL that was named, else the embedded one of a data directory.
    public Supplier<Database> database(Path directory) {
        var url = database;
        return url == null ? () -> Database.embedded(directory.resolve("postgres")) : () -> Database.at(url);
    }

    public Path tools() {
        return tools == null ? shipped("tool-descriptors") : tools;
    }

    /// The policies named on the command line, else those that ship.
    public Path policies() {
        return policies == null ? shipped("policies") : policies;
    }

    public Path demoPolicies() {
        return shipped("policies/demo");
    }

    /// The policies that a running `up` uses, else those it would use.
    public Path policiesInForce() throws IOException {
        var running = policies == null ? RunFile.ofRunning(data()) : null;
        return running == null ? PolicyChoice.of(this, System::getenv).folder() : Path.of(running.policies());
    }

    /// The articles of the knowledge server.
    public Path articles() {
        return shipped("mcp-servers/knowledge/articles");
    }

    public boolean namesPolicies() {
        return policies != null;
    }

    /// A folder that ships with the product; shown relative to the working directory where that is shorter.
    private static Path shipped(String name) {
        var home = Path.of(System.getProperty("signalbox.home", "")).toAbsolutePath();
        var folder = home.resolve(name).normalize();
        var here = Path.of("").toAbsolutePath();
        return Files.exists(folder) && folder.startsWith(here) ? here.relativize(folder) : folder;
    }
}
