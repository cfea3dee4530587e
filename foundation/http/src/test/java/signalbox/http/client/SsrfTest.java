package signalbox.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsrfTest {
    private static final int VECTORS = 161;

    @Test
    void noSpellingOfAnAddressLeadsToThisMachineOrItsNetwork() throws Exception {
        try (var sentinel = new Sentinel(); var http = new OutgoingHttp(new OwnNames())) {
            var urls = vectors(sentinel.port());

            var reached = new ArrayList<String>();
            var asked = urls.stream().<Callable<String>>map(url -> () -> reaches(http, url) ? url : "").toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var each : threads.invokeAll(asked)) {
                    reached.add(each.get());
                }
            }

            assertThat(urls).hasSize(VECTORS);
            assertThat(reached).allSatisfy(url -> assertThat(url).isEmpty());
            assertThat(sentinel.visits()).isZero();
        }
    }

    @Test
    void theSentinelSeesARequestThatIsAllowed() {
        try (var sentinel = new Sentinel(); var http = new OutgoingHttp()) {
            var origin = new Origin("http", "127.0.0.1", sentinel.port());
            var passage = AddressPolicy.of(origin + "/", Set.of(origin));

            assertThat(passage).isInstanceOf(AddressPolicy.Configured.class);
            assertThat(answers(http, passage)).isTrue();
            assertThat(sentinel.visits()).isEqualTo(1);
        }
    }

    @Test
    void aConfiguredOriginIsExactlyThatOrigin() {
        var configured = Set.of(new Origin("http", "127.0.0.1", 9000));

        assertThat(AddressPolicy.of("http://127.0.0.1:9000/x", configured)).isInstanceOf(AddressPolicy.Configured.class);
        assertThat(AddressPolicy.of("http://127.0.0.1:9001/x", configured)).isInstanceOf(AddressPolicy.Refused.class);
        assertThat(AddressPolicy.of("http://127.0.0.1/x", configured)).isInstanceOf(AddressPolicy.Refused.class);
        assertThat(AddressPolicy.of("https://127.0.0.1:9000/x", configured)).isInstanceOf(AddressPolicy.Guarded.class);
        assertThat(AddressPolicy.of("http://localhost:9000/x", configured)).isInstanceOf(AddressPolicy.Refused.class);
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterIsConnectedToWhereItWasJudged() throws UnknownHostException {
        var flipping = new OwnNames();
        var guarded = new GuardedDns(flipping);

        var judged = guarded.resolve("flip.example", 443);

        assertThat(judged).extracting(each -> each.getAddress().getHostAddress()).containsExactly("93.184.216.34");
        assertThatThrownBy(() -> guarded.resolve("flip.example")).isInstanceOf(GuardedDns.ForbiddenAddress.class);
    }

    @Test
    void oneAddressThatIsNotPublicSpoilsTheName() {
        assertThatThrownBy(() -> new GuardedDns(new OwnNames()).resolve("mixed.example"))
                .isInstanceOf(GuardedDns.ForbiddenAddress.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"})
    void publicAddressesArePublic(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    private static List<String> vectors(int port) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/ssrf/urls.txt")).stream()
                .map(url -> url.replace("{port}", String.valueOf(port)))
                .toList();
    }

    private static boolean reaches(OutgoingHttp http, String url) {
        return answers(http, AddressPolicy.of(url, Set.of()));
    }

    private static boolean answers(OutgoingHttp http, AddressPolicy passage) {
        try {
            return http.exchange(
                    HttpRequest.get(passage, Map.of()), Deadline.in(Duration.ofSeconds(3)), answer -> answer.status() > 0);
        } catch (HttpFailure _) {
            return false;
        }
    }

    /// Names that lead where an attacker wants; literals, as the JDK reads them. Nothing is asked of the network.
    private static final class OwnNames implements DnsResolver {
        private final AtomicInteger flips = new AtomicInteger();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return switch (host) {
                case "private.example" -> addresses("10.0.0.1");
                case "metadata.example" -> addresses("169.254.169.254");
                case "mixed.example" -> addresses("93.184.216.34", "127.0.0.1");
                case "six.example" -> addresses("::1");
                case "mapped.example" -> new InetAddress[] {InetAddress.getByName("::ffff:127.0.0.1")};
                case "flip.example" -> addresses(flips.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1");
                case "example.com" -> throw new UnknownHostException(host);
                default -> SystemDefaultDnsResolver.INSTANCE.resolve(host);
            };
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }

        private static InetAddress[] addresses(String... literals) {
            var addresses = new InetAddress[literals.length];
            for (int i = 0; i < literals.length; i++) {
                addresses[i] = InetAddress.ofLiteral(literals[i]);
            }
            return addresses;
        }
    }
}
