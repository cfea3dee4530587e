package signalbox.database;

import static signalbox.database.PostgresPrograms.SUPERUSER;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that this process starts, owns and stops: durable, on loopback only, behind a random password.
final class EmbeddedPostgres implements AutoCloseable {
    /// The last `-c` wins over every configuration file, so nobody can make this server forget what it confirmed.
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=32MB",
            "wal_buffers=8MB", // the usual thirty-second part is full before a slow disk has taken it, and then every writer waits
            "max_connections=60",
            "jit=off",
            "io_method=sync",
            "max_parallel_workers_per_gather=0",
            "max_logical_replication_workers=0",
            "timezone=UTC",
            "log_timezone=UTC");
    private static final int ATTEMPTS = 3;
    private static final String OWNER = "signalbox";

    private final PostgresDirectory directory;
    private final DirectoryLock lock;
    private final PostgresPrograms programs;
    private final Lifetime lifetime;
    private final int port;
    private final @Nullable Thread atExit;
    private boolean closed;

    private EmbeddedPostgres(
            PostgresDirectory directory, DirectoryLock lock, PostgresPrograms programs, Lifetime lifetime, int port) {
        this.directory = directory;
        this.lock = lock;
        this.programs = programs;
        this.lifetime = lifetime;
        this.port = port;
        atExit = lifetime == Lifetime.TEMPORARY ? new Thread(this::stop) : null;
        if (atExit != null) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    static EmbeddedPostgres start(Path path, Lifetime lifetime) {
        try {
            var directory = PostgresDirectory.at(path);
            var lock = DirectoryLock.on(path);
            try {
                var programs = PostgresPrograms.in(directory);
                directory.ready(programs, lifetime);
                stopOrphan(directory, programs);
                var server = new EmbeddedPostgres(directory, lock, programs, lifetime, startServer(directory, programs));
                server.makeOwner();
                return server;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseException(
                    "'" + path + "' cannot hold the embedded PostgreSQL, " + e,
                    "give another directory with --data, or the URL of a PostgreSQL with --database",
                    e);
        }
    }

    /// Stops whatever still runs on this directory of a process that has ended, and deletes it.
    static void remove(Path path) throws IOException {
        var directory = PostgresDirectory.at(path);
        try (var _ = DirectoryLock.on(path)) {
            stopOrphan(directory, PostgresPrograms.in(directory));
            TemporaryDirectories.delete(directory.path());
        }
    }

    /// We work as the owner of one database, who can neither run programs nor read files as the superuser can.
    private void makeOwner() {
        var password = directory.password();
        try (var connection = DriverManager.getConnection(at(SUPERUSER).jdbc(), SUPERUSER, password);
                var sql = connection.createStatement()) {
            if (!sql.executeQuery("select 1 from pg_roles where rolname = '" + OWNER + "'").next()) {
                sql.execute("create role " + OWNER + " login password '" + password + "'");
            }
            if (!sql.executeQuery("select 1 from pg_database where datname = '" + OWNER + "'").next()) {
                sql.execute("create database " + OWNER + " owner " + OWNER);
            }
        } catch (SQLException e) {
            close();
            throw new DatabaseException(
                    "'" + directory.path() + "' does not let its own process in, " + e.getMessage(),
                    "restore it from a backup, or give another directory with --data",
                    e);
        }
    }

    /// A killed process leaves its server behind; it is stopped, since nobody knows how it was started.
    private static void stopOrphan(PostgresDirectory directory, PostgresPrograms programs) throws IOException {
        var postmaster = directory.postmaster();
        if (postmaster == null) {
            return;
        }
        if (postmaster.isPostgres()) {
            programs.stop();
        } else if (postmaster.isAlive()) {
            // The number now belongs to a stranger, and PostgreSQL would take it for a running server.
            directory.forgetPostmaster();
        }
    }

    private static int startServer(PostgresDirectory directory, PostgresPrograms programs) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (programs.start(SETTINGS, port)) {
                return port;
            }
            var log = directory.endOfLog();
            if (attempt == ATTEMPTS || !log.contains("could not bind")) {
                throw new DatabaseException(
                        "'" + directory.path() + "' cannot be started by PostgreSQL, which said:\n" + log.indent(2)
                                + "its data may be damaged",
                        "restore it from a backup, give another directory with --data, or the URL of a PostgreSQL"
                                + " with --database");
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    DatabaseUrl url() {
        return at(OWNER);
    }

    private DatabaseUrl at(String nameOfDatabaseAndUser) {
        return new DatabaseUrl(
                "127.0.0.1:" + port, nameOfDatabaseAndUser, "", nameOfDatabaseAndUser, directory.password());
    }

    @Override
    public void close() {
        if (atExit != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException _) {
                // Already exiting: the hook does the rest, and doing it twice does no harm.
            }
        }
        stop();
    }

    private synchronized void stop() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            programs.stop();
            if (lifetime == Lifetime.TEMPORARY) {
                TemporaryDirectories.delete(directory.path());
            }
        } catch (IOException e) {
            throw new DatabaseException("'" + directory.path() + "' was not stopped, " + e, "stop it by hand", e);
        }
    }
}
