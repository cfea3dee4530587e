package signalbox.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A JVM of its own that opens a database, says so, and then waits to be killed.
final class DatabaseProcess implements AutoCloseable {
    private final Process process;
    private final String said;

    private DatabaseProcess(Process process, String said) {
        this.process = process;
        this.said = said;
    }

    /// What runs in the other JVM: writes a confirmed row, prints the port, and never closes.
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            try {
                var database = Database.embedded(Path.of(arguments[0]));
                var client = JdbcClient.create(database.dataSource());
                client.sql("create table if not exists public.kept (text text)").update();
                client.sql("insert into public.kept values ('confirmed')").update();
                System.out.println("ready");
            } catch (DatabaseException e) {
                System.out.println(e.trouble());
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    static DatabaseProcess start(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName(), directory.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        return new DatabaseProcess(process, String.valueOf(reader.readLine()));
    }

    String said() {
        return said;
    }

    long pid() {
        return process.pid();
    }

    /// `kill -9`.
    void kill() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
