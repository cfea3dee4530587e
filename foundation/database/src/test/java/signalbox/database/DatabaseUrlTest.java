package signalbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "postgresql://u:p@db.example:5432/box, jdbc:postgresql://db.example:5432/box, u, p",
        "postgres://u:p@db.example/box, jdbc:postgresql://db.example/box, u, p",
        "jdbc:postgresql://db/box?user=u&password=p%26q&sslmode=require, jdbc:postgresql://db/box?sslmode=require, u, p&q",
        "postgresql://u:p%40%2F%3A+@[::1]:5432/box, jdbc:postgresql://[::1]:5432/box, u, p@/:+",
        "postgresql://db/box, jdbc:postgresql://db/box, -, -",
        "postgresql://u@db/box?sslmode=verify-full, jdbc:postgresql://db/box?sslmode=verify-full, u, -"
    })
    void bothFormsAreRead(String text, String jdbc, String user, String password) {
        var url = DatabaseUrl.parse(text);

        assertThat(url.jdbc()).isEqualTo(jdbc);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(DatabaseUrl.parse(url.secret())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql://u:hunter2@db/box", "postgresql://u:hunter2@db", "postgresql://u:hun@ter2@db/box", "u:hunter2"})
    void anythingElseIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the database URL cannot be read: write postgresql://user:password@host:port/database, with"
                        + " %-escapes in names and password");
    }

    @Test
    void itsTextHidesThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://u:hunter2@db/box")).hasToString("postgresql://db/box");
    }
}
