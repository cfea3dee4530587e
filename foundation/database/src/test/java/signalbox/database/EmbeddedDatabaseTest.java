package signalbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseTest {
    @TempDir
    static Path parent;

    private static Path directory;
    private static Database database;

    @BeforeAll
    static void start() {
        directory = parent.resolve("data");
        database = Database.embedded(directory);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync,on",
        "synchronous_commit,on",
        "full_page_writes,on",
        "password_encryption,scram-sha-256",
        "listen_addresses,127.0.0.1",
        "jit,off",
        "server_encoding,UTF8"
    })
    void aSettingIsWhatADurableAndClosedServerNeeds(String setting, String value) {
        var shown = JdbcClient.create(database.dataSource())
                .sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();

        assertThat(shown).isEqualTo(value);
    }

    @Test
    void nothingOfOurEnvironmentReachesTheServerButWhereProgramsAre() throws IOException {
        var pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).getFirst();
        var environment = Files.readString(Path.of("/proc", pid, "environ"), StandardCharsets.ISO_8859_1);

        assertThat(System.getenv()).containsKey("HOME");
        assertThat(environment.split("\0")).filteredOn(variable -> variable.contains("="))
                .allMatch(variable -> variable.matches("(?s)(?:PATH|LD_LIBRARY_PATH|LC_ALL|PWD|OLDPWD|SHLVL|_|PG[A-Z_]*)=.*"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"none", "''", "wrong", "signalbox"})
    void aConnectionWithoutThePasswordIsRefused(String password) {
        var url = DatabaseUrl.parse(database.url());

        assertThatThrownBy(() -> DriverManager.getConnection(url.jdbc(), url.user(), password).close())
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getMessage()).containsIgnoringCase("password"));
    }

    @Test
    void everyLineOfTheAccessFileAsksForThePassword() throws IOException {
        var lines = Files.readAllLines(directory.resolve("data").resolve("pg_hba.conf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).endsWith(" scram-sha-256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "copy (select 1) to program 'true'", "select pg_read_file('postgresql.conf')", "alter system set fsync = off", "create role x"
    })
    void ourOwnConnectionsHaveNoRightsOverTheMachine(String sql) {
        var client = JdbcClient.create(database.dataSource());

        assertThatThrownBy(() -> client.sql(sql).update()).rootCause().hasMessageContaining("permission denied");
    }

    @Test
    void onlyItsOwnerMayReadThePasswordAndTheData() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
    }

    @Test
    void aSecondUseOfTheSameDirectoryIsRefused() {
        assertThatThrownBy(() -> Database.embedded(directory).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessage("'" + directory + "' is in use by this process: stop that one first, or give another"
                        + " directory with --data");
    }

    @Test
    void itsTextAndItsPoolHideThePassword() {
        var password = DatabaseUrl.parse(database.url()).password();

        assertThat(database.toString()).doesNotContain(password).startsWith("postgresql://127.0.0.1:");
        assertThat(database.dataSource().toString()).doesNotContain(password);
    }

    @Test
    void migratingTwiceIsMigratingOnce() {
        database.migrate("planted");
        database.migrate("planted");

        var applied = JdbcClient.create(database.dataSource())
                .sql("select count(*) from planted.flyway_schema_history where type = 'SQL' and success")
                .query(Integer.class)
                .single();
        assertThat(applied).isEqualTo(2);
    }

    @Test
    void aRoomWithoutMigrationsIsAnError() {
        assertThatThrownBy(() -> database.migrate("nowhere"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("'nowhere' cannot be brought up to date in postgresql://127.0.0.1:");
    }
}
