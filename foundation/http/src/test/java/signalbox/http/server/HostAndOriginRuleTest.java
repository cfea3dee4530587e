package signalbox.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `|` separates two headers of one name; `-` stands for none.
class HostAndOriginRuleTest {
    private static final int PORT = 8090;

    private final HostAndOriginRule usual = new HostAndOriginRule(Set.of(), Set.of());
    private final HostAndOriginRule configured = new HostAndOriginRule(
            Set.of("Tools.example.com", "10.0.0.7:8090", "[2001:db8::7]:8090"), Set.of("https://Console.example.com"));

    @ParameterizedTest
    @CsvSource({
        "localhost:8090, -, 200",
        "LocalHost:8090, -, 200",
        "127.0.0.1:8090, -, 200",
        "[::1]:8090, -, 200",
        "localhost:8090, http://localhost:8090, 200",
        "localhost:8090, HTTP://LOCALHOST:8090, 200",
        "127.0.0.1:8090, http://[::1]:8090, 200",
        "-, -, 421",
        "'', -, 421",
        "localhost:8090|localhost:8090, -, 421",
        "localhost:8090|evil.example, -, 421",
        "localhost, -, 421",
        "localhost:, -, 421",
        "localhost:80, -, 421",
        "localhost:08090, -, 421",
        "localhost:8090x, -, 421",
        "localhost:80900, -, 421",
        "localhost.:8090, -, 421",
        "localhost..:8090, -, 421",
        "localhost.evil.example:8090, -, 421",
        "evil.localhost:8090, -, 421",
        "evillocalhost:8090, -, 421",
        "user@localhost:8090, -, 421",
        "localhost:8090@evil.example, -, 421",
        "localhost:8090/, -, 421",
        "localhost:8090?, -, 421",
        "127.0.0.1.:8090, -, 421",
        "127.0.0.1.nip.io:8090, -, 421",
        "127.1:8090, -, 421",
        "0x7f.0.0.1:8090, -, 421",
        "0177.0.0.1:8090, -, 421",
        "2130706433:8090, -, 421",
        "0.0.0.0:8090, -, 421",
        "127.0.0.2:8090, -, 421",
        "::1:8090, -, 421",
        "[::1], -, 421",
        "[::]:8090, -, 421",
        "[0:0:0:0:0:0:0:1]:8090, -, 421",
        "[::ffff:127.0.0.1]:8090, -, 421",
        "[::1%25lo]:8090, -, 421",
        "evil.example:8090, http://localhost:8090, 421",
        "localhost:8090, null, 403",
        "localhost:8090, '', 403",
        "localhost:8090, http://localhost, 403",
        "localhost:8090, http://localhost:80, 403",
        "localhost:8090, https://localhost:8090, 403",
        "localhost:8090, http://localhost:8090/, 403",
        "localhost:8090, http://localhost.:8090, 403",
        "localhost:8090, http://localhost:8090.evil.example, 403",
        "localhost:8090, http://localhost.evil.example:8090, 403",
        "localhost:8090, http://evil.example, 403",
        "localhost:8090, http://evil.example:8090, 403",
        "localhost:8090, http://user@localhost:8090, 403",
        "localhost:8090, http://localhost:8090@evil.example, 403",
        "localhost:8090, localhost:8090, 403",
        "localhost:8090, //localhost:8090, 403",
        "localhost:8090, file://, 403",
        "localhost:8090, *, 403",
        "localhost:8090, http://localhost:8090|http://localhost:8090, 403",
        "localhost:8090, http://localhost:8090|http://evil.example, 403",
        "localhost:8090, http://localhost:8090 http://evil.example, 403",
        "localhost:8090, https://console.example.com, 403"
    })
    void withoutConfiguredHostsOnlyThisMachineIsOurs(String hosts, String origins, int status) {
        assertThat(status(usual, hosts, origins)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "tools.example.com, -, 200",
        "TOOLS.example.com, -, 200",
        "10.0.0.7:8090, -, 200",
        "[2001:db8::7]:8090, -, 200",
        "[2001:DB8::7]:8090, -, 200",
        "tools.example.com, https://console.example.com, 200",
        "tools.example.com, HTTPS://CONSOLE.EXAMPLE.COM, 200",
        "-, -, 421",
        "tools.example.com|tools.example.com, -, 421",
        "tools.example.com., -, 421",
        "tools.example.com:443, -, 421",
        "a.tools.example.com, -, 421",
        "tools.example.com.evil.example, -, 421",
        "eviltools.example.com, -, 421",
        "tools.example.co, -, 421",
        "localhost:8090, -, 421",
        "10.0.0.7, -, 421",
        "[2001:db8:0::7]:8090, -, 421",
        "tools.example.com, null, 403",
        "tools.example.com, https://tools.example.com, 403",
        "tools.example.com, http://console.example.com, 403",
        "tools.example.com, https://console.example.com:443, 403",
        "tools.example.com, https://console.example.com/, 403",
        "tools.example.com, https://console.example.com., 403",
        "tools.example.com, https://evilconsole.example.com, 403",
        "tools.example.com, https://console.example.com.evil.example, 403",
        "tools.example.com, http://localhost:8090, 403"
    })
    void configuredHostsAloneAreOurs(String hosts, String origins, int status) {
        assertThat(status(configured, hosts, origins)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "tools.example.com, http://localhost:8090, 200",
        "localhost:8090, http://localhost:8090, 200",
        "localhost:8090, http://127.0.0.1:8090, 403",
        "localhost:8090, https://localhost:8090, 403",
        "localhost:8090, http://localhost:80, 403",
        "localhost:8090, http://tools.example.com, 403",
        "127.0.0.1:8090, -, 421"
    })
    void aLoopbackNameThatIsConfiguredBringsItsPage(String hosts, String origins, int status) {
        var both = new HostAndOriginRule(Set.of("tools.example.com", "localhost:8090"), Set.of());

        assertThat(status(both, hosts, origins)).isEqualTo(status);
    }

    private static int status(HostAndOriginRule rule, String hosts, String origins) {
        return switch (rule.rule(headers(hosts), headers(origins), PORT)) {
            case HostAndOriginRule.Ruling.Passed() -> 200;
            case HostAndOriginRule.Ruling.TurnedAway(var status, var _) -> status;
        };
    }

    private static List<String> headers(String written) {
        return written.equals("-") ? List.of() : Arrays.asList(written.split("\\|", -1));
    }
}
