package signalbox.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Runs `initdb` and `pg_ctl` over one directory; what they say goes to its log.
record PostgresPrograms(PostgresBinaries binaries, PostgresDirectory directory, boolean root) {
    static final String SUPERUSER = "postgres";
    private static final long SECONDS = 60;
    /// What finds the programs and their libraries. Our own variables hold keys of providers, and PostgreSQL's would steer it.
    private static final Set<String> KEPT = Set.of("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

    static PostgresPrograms in(PostgresDirectory directory) throws IOException {
        boolean root = new UnixSystem().getUid() == 0;
        if (root && !mayUnshare()) {
            throw new DatabaseException(
                    "PostgreSQL does not run as root, and a user namespace ('unshare -U') is not permitted here",
                    "run as another user, or give the URL of a PostgreSQL with --database");
        }
        return new PostgresPrograms(PostgresBinaries.unpacked(), directory, root);
    }

    private static boolean mayUnshare() {
        try {
            var process = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return finish(process) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// The password is there before the first connection can be: there is no moment without one.
    boolean initialise(Path data, Path passwordFile, Lifetime lifetime) throws IOException {
        var command = new ArrayList<>(List.of(
                "initdb", "--pgdata=" + data, "--username=" + SUPERUSER, "--pwfile=" + passwordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--locale=C", "--no-instructions"));
        if (lifetime == Lifetime.TEMPORARY) {
            command.add("--no-sync");
        }
        return run(command);
    }

    boolean start(List<String> settings, int port) throws IOException {
        directory.clearLog();
        var options = new StringBuilder("-p ").append(port);
        settings.forEach(setting -> options.append(" -c ").append(setting));
        return run(List.of(
                "pg_ctl", "start", "--wait", "--timeout=" + SECONDS, "--pgdata=" + directory.data(),
                "--log=" + directory.log(), "--options=" + options));
    }

    void stop() throws IOException {
        var data = "--pgdata=" + directory.data();
        if (!run(List.of("pg_ctl", "stop", "--wait", "--mode=fast", "--timeout=20", data))) {
            run(List.of("pg_ctl", "stop", "--wait", "--mode=immediate", "--timeout=20", data));
        }
    }

    private boolean run(List<String> programAndArguments) throws IOException {
        var command = new ArrayList<String>();
        if (root) {
            // PostgreSQL refuses user 0; in a user namespace of its own the same user has another number.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.program(programAndArguments.getFirst()).toString());
        command.addAll(programAndArguments.subList(1, programAndArguments.size()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
        process.environment().keySet().retainAll(KEPT);
        process.environment().put("LC_ALL", "C"); // a server on macOS does not start where the locale is not set
        return finish(process.start()) == 0;
    }

    private static int finish(Process process) throws IOException {
        try {
            if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted while PostgreSQL was starting or stopping", e);
        }
    }
}
