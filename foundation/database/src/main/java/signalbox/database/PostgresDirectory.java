package signalbox.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an embedded PostgreSQL keeps on disk: its data, its password, its log and the lock of its process.
record PostgresDirectory(Path path) {
    private static final String MAJOR = "18";
    private static final Set<String> BEFORE_FIRST_START = Set.of("lock", "password", "new", "postgres.log");

    /// A server process as `postmaster.pid` names it.
    record Postmaster(long pid, Path data) {
        boolean isAlive() {
            return ProcessHandle.of(pid).isPresent();
        }

        boolean isPostgres() {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                    .isPresent();
        }
    }

    static PostgresDirectory at(Path given) throws IOException {
        var path = given.toAbsolutePath().normalize();
        var existed = Files.exists(path);
        Files.createDirectories(path);
        if (existed) {
            refuseForeign(path);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        return new PostgresDirectory(path.toRealPath());
    }

    private static void refuseForeign(Path path) throws IOException {
        if (Files.exists(path.resolve("data"))) {
            return;
        }
        try (var files = Files.list(path)) {
            var foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !BEFORE_FIRST_START.contains(name))
                    .sorted()
                    .limit(3)
                    .collect(Collectors.joining("', '"));
            if (!foreign.isEmpty()) {
                throw new DatabaseException(
                        "'" + path + "' is not a database directory of ours, it holds '" + foreign + "'",
                        "give an empty directory or one that does not exist");
            }
        }
    }

    /// Makes the data at the first start; afterwards checks that it is whole and of this PostgreSQL.
    void ready(PostgresPrograms programs, Lifetime lifetime) throws IOException {
        if (!Files.exists(data())) {
            initialise(programs, lifetime);
            return;
        }
        var version = data().resolve("PG_VERSION");
        if (!Files.exists(version) || !Files.exists(passwordFile())) {
            throw new DatabaseException(
                    "'" + path + "' is damaged, it lacks '"
                            + path.relativize(Files.exists(version) ? passwordFile() : version) + "'",
                    "restore it from a backup, or give another directory with --data");
        }
        var major = Files.readString(version).strip();
        if (!major.equals(MAJOR)) {
            throw new DatabaseException(
                    "'" + path + "' was written by PostgreSQL " + major + ", the embedded one is " + MAJOR,
                    "export it there and restore it into a new directory");
        }
    }

    /// A directory half made by a process that died is made again: `data` appears in one move.
    private void initialise(PostgresPrograms programs, Lifetime lifetime) throws IOException {
        var fresh = path.resolve("new");
        TemporaryDirectories.delete(fresh);
        Files.deleteIfExists(passwordFile());
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        if (!programs.initialise(fresh, passwordFile(), lifetime)) {
            throw new DatabaseException(
                    "'" + path + "' cannot be made by PostgreSQL, which said:\n" + endOfLog().indent(2) + "so",
                    "give another directory with --data, or the URL of a PostgreSQL with --database");
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Nullable Postmaster postmaster() throws IOException {
        if (!Files.exists(postmasterFile())) {
            return null;
        }
        var lines = Files.readAllLines(postmasterFile());
        return lines.isEmpty() || !lines.getFirst().matches("[0-9]{1,18}")
                ? null
                : new Postmaster(Long.parseLong(lines.getFirst()), data());
    }

    void forgetPostmaster() throws IOException {
        Files.delete(postmasterFile());
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new DatabaseException("'" + passwordFile() + "' cannot be read, " + e, "make it readable", e);
        }
    }

    String endOfLog() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log(), ISO_8859_1) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /// Each start begins a new log, so that it does not grow without end.
    void clearLog() throws IOException {
        Files.write(log(), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    private Path passwordFile() {
        return path.resolve("password");
    }

    private Path postmasterFile() {
        return data().resolve("postmaster.pid");
    }
}
