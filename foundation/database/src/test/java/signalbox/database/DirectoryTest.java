package signalbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DirectoryTest {
    /// A directory after its first start and a clean stop; each test works on a copy, which is quicker than making one.
    @TempDir
    static Path made;

    @TempDir
    Path parent;

    private Path directory;

    @BeforeAll
    static void make() {
        Database.embedded(made).close();
    }

    @BeforeEach
    void copy() throws IOException {
        directory = parent.resolve("data");
        try (var files = Files.walk(made)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, directory.resolve(made.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Path fresh() {
        return parent.resolve("fresh");
    }

    @Test
    void whatWasConfirmedIsThereAfterAKilledProcessAndItsOrphanIsGone() throws Exception {
        long orphan;
        try (var process = DatabaseProcess.start(directory)) {
            assertThat(process.said()).isEqualTo("ready");
            orphan = postmaster();
            process.kill();
        }
        assertThat(commandLine(orphan)).isPresent();

        try (var database = Database.embedded(directory)) {
            var kept = JdbcClient.create(database.dataSource()).sql("select text from public.kept").query(String.class).list();

            assertThat(kept).containsExactly("confirmed");
            assertThat(postmaster()).isNotEqualTo(orphan);
            assertThat(commandLine(orphan)).isEmpty();
        }
    }

    @Test
    void whatWasConfirmedIsThereAfterAKilledServer() throws Exception {
        try (var process = DatabaseProcess.start(directory)) {
            ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
            process.kill();
        }

        try (var database = Database.embedded(directory)) {
            var kept = JdbcClient.create(database.dataSource()).sql("select text from public.kept").query(String.class).list();

            assertThat(kept).containsExactly("confirmed");
        }
    }

    @Test
    void twoProcessesNeverShareADirectory() throws Exception {
        try (var first = DatabaseProcess.start(directory)) {
            assertThat(first.said()).isEqualTo("ready");

            assertThatThrownBy(() -> Database.embedded(directory).close())
                    .hasMessage("'" + directory + "' is in use by process " + first.pid()
                            + ": stop that one first, or give another directory with --data");
        } finally {
            Database.embedded(directory).close();
        }
    }

    @Test
    void aPasswordStaysTheSameAndTheDataStay() {
        var urls = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            try (var database = Database.embedded(directory)) {
                urls.add(String.valueOf(DatabaseUrl.parse(database.url()).password()));
                JdbcClient.create(database.dataSource()).sql("create table if not exists public.once (x int)").update();
            }
        }

        assertThat(urls.getFirst()).hasSize(43).isEqualTo(urls.getLast());
        assertThat(directory.resolve("data").resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void aStrangersProcessUnderTheOldNumberIsLeftAlone() throws Exception {
        long ourselves = ProcessHandle.current().pid();
        Files.writeString(directory.resolve("data").resolve("postmaster.pid"), ourselves + "\n" + directory + "\n");

        try (var database = Database.embedded(directory)) {
            assertThat(JdbcClient.create(database.dataSource()).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void aFirstStartThatWasCutOffIsDoneAgain() throws Exception {
        Files.createDirectories(fresh().resolve("new").resolve("base"));
        Files.writeString(fresh().resolve("password"), "half");

        try (var database = Database.embedded(fresh())) {
            assertThat(DatabaseUrl.parse(database.url()).password()).hasSize(43);
        }
    }

    @Test
    void aForeignDirectoryIsRefusedAndLeftAsItIs() throws IOException {
        Files.createDirectories(fresh());
        Files.writeString(fresh().resolve("thesis.txt"), "years");

        assertThatThrownBy(() -> Database.embedded(fresh()).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessage("'" + fresh() + "' is not a database directory of ours, it holds 'thesis.txt': give an empty"
                        + " directory or one that does not exist");
        try (var files = Files.list(fresh())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void damageIsSaidAndNeverMended() throws IOException {
        var control = directory.resolve("data").resolve("global").resolve("pg_control");
        Files.write(control, new byte[8192]);

        assertThatThrownBy(() -> Database.embedded(directory).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("'" + directory + "' cannot be started by PostgreSQL, which said:\n")
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void anotherMajorVersionOrAMissingPasswordIsNamed() throws IOException {
        var password = Files.readString(directory.resolve("password"));

        Files.delete(directory.resolve("password"));
        var withoutPassword = troubleOf(directory);
        Files.writeString(directory.resolve("password"), password);
        Files.writeString(directory.resolve("data").resolve("PG_VERSION"), "17\n");
        var older = troubleOf(directory);

        assertThat(withoutPassword.problem()).isEqualTo("'" + directory + "' is damaged, it lacks 'password'");
        assertThat(older.problem())
                .isEqualTo("'" + directory + "' was written by PostgreSQL 17, the embedded one is 18");
    }

    @Test
    void aTemporaryDatabaseLeavesNothing() {
        Path temporary;
        try (var database = Database.temporary()) {
            temporary = directoryOf(database);
            assertThat(temporary.resolve("data")).exists();
            assertThat(JdbcClient.create(database.dataSource()).sql("show fsync").query(String.class).single()).isEqualTo("on");
        }

        assertThat(temporary).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsTakenAway() throws Exception {
        var left = Files.createTempDirectory("signalbox-database-");
        DatabaseProcess.start(left).kill();

        TemporaryDirectories.sweep();

        assertThat(left).doesNotExist();
    }

    @Test
    void whatALivingProcessUsesIsLeftAlone() {
        try (var database = Database.temporary()) {
            TemporaryDirectories.sweep();

            assertThat(directoryOf(database).resolve("data")).exists();
            assertThat(JdbcClient.create(database.dataSource()).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseElsewhereIsReachedByItsUrl() {
        try (var there = Database.embedded(directory)) {
            var jdbc = "jdbc:" + there.url();

            for (var url : List.of(there.url(), jdbc)) {
                try (var here = Database.at(url)) {
                    assertThat(JdbcClient.create(here.dataSource()).sql("select 1").query(Integer.class).single()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() {
        try (var there = Database.embedded(directory)) {
            var wrong = there.url().replaceFirst(":[^:@/]*@", ":hunter2hunter2@");

            assertThatThrownBy(() -> Database.at(wrong).close())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("does not let us in: FATAL: password authentication failed")
                    .hasMessageNotContaining("hunter2");
        }
    }

    private static DatabaseException.Trouble troubleOf(Path directory) {
        try (var database = Database.embedded(directory)) {
            throw new AssertionError(database + " should not have started");
        } catch (DatabaseException e) {
            return e.trouble();
        }
    }

    private static Path directoryOf(Database database) {
        var url = DatabaseUrl.parse(database.url());
        try (var connection = DriverManager.getConnection(
                        url.jdbc().replaceFirst("[^/]*$", "postgres"), "postgres", url.password());
                var rows = connection.createStatement().executeQuery("show data_directory")) {
            rows.next();
            return Path.of(rows.getString(1)).resolve("..").normalize();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// A process that has ended and that nobody has asked about keeps its number, but no command line.
    private static Optional<String> commandLine(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine());
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).getFirst());
    }
}
