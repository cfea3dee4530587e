package signalbox.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class ResponseDateTest {
    @Test
    void itIsTheExampleOfTheRfc() {
        assertThat(ResponseDate.at(784_111_777).text()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void itIsThePresentSecond() {
        long before = System.currentTimeMillis() / 1_000;

        var now = ZonedDateTime.parse(ResponseDate.now(), DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();

        assertThat(now).isBetween(before, System.currentTimeMillis() / 1_000);
    }
}
