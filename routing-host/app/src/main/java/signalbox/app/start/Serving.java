package signalbox.app.start;

import java.io.IOException;
import java.util.function.Supplier;
import signalbox.database.Database;

/// Everything, running on a data directory and found there through its `run.json`.
public record Serving(Signalbox box, Plan plan) implements AutoCloseable {
    public static Serving open(Plan plan, Supplier<Database> database) throws IOException {
        var ground = Starting.foundation(plan.tools(), plan.policies(), database, System.err);
        var box = Signalbox.start(plan, ground);
        try {
            var self = ProcessHandle.current();
            new RunFile(self.pid(), RunFile.startOf(self), box.mcp().toString(), box.host().toString(),
                    box.management().toString(), box.database().url(), plan.policies().toAbsolutePath().toString(),
                    plan.tools().toAbsolutePath().toString())
                    .write(plan.data());
            return new Serving(box, plan);
        } catch (IOException e) {
            box.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            RunFile.remove(plan.data());
        } finally {
            box.close();
        }
    }
}
