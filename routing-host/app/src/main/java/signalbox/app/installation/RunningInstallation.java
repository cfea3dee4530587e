package signalbox.app.installation;

import java.io.IOException;
import java.util.function.Supplier;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.RunFile;
import signalbox.database.Database;

/// An installation that other commands find through the `run.json` in its data directory.
public record RunningInstallation(Installation installation, InstallationOptions options) implements AutoCloseable {
    public static RunningInstallation start(InstallationOptions options, Supplier<Database> database) throws IOException {
        var installation = Installation.start(options, database);
        try {
            var self = ProcessHandle.current();
            new RunFile(self.pid(), RunFile.startOf(self), installation.mcp().toString(), installation.host().toString(),
                    installation.management().toString(), installation.database().url(),
                    options.policies().toAbsolutePath().toString(), options.tools().toAbsolutePath().toString())
                    .write(options.data());
            return new RunningInstallation(installation, options);
        } catch (IOException e) {
            installation.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            RunFile.remove(options.data());
        } finally {
            installation.close();
        }
    }
}
