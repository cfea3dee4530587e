package signalbox.policy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.descriptor.ServerName;
import signalbox.policy.GoldenProblems;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.server.ServerAuthorization.Client;
import signalbox.policy.server.ThirdPartyServer.Questions;
import signalbox.source.Problem;

class ServersTest {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:8080/v1/oauth/callback");

    @Test
    void everyKeyIsReadAndEveryDefaultIsTheSafeOne() {
        var servers = GoldenProblems.sound(ThirdPartyServers.read(GoldenProblems.source("server/servers.yaml"))).servers();

        assertThat(servers.get(new ServerName("weather"))).isEqualTo(new ThirdPartyServer(
                new ServerName("weather"), URI.create("https://weather.example.com/mcp"), new ServerAuthorization.None(),
                new TreeSet<>(), Questions.DECLINE));
        assertThat(servers.get(new ServerName("files"))).isEqualTo(new ThirdPartyServer(
                new ServerName("files"), URI.create("http://10.0.0.7:9000/mcp"),
                new ServerAuthorization.Bearer(new SecretRef.Env("SIGNALBOX_TEST_FILES_TOKEN")),
                new TreeSet<>(Set.of(URI.create("http://10.0.0.7:9000"))), Questions.CALLER));
        assertThat(servers.get(new ServerName("crm"))).extracting(ThirdPartyServer::authorization)
                .isEqualTo(new ServerAuthorization.OAuth(
                        new Client.Registered("https://login.example.com", "signalbox", new SecretRef.File("/run/secrets/crm")),
                        CALLBACK, new TreeSet<>(Set.of("crm:read", "crm:write"))));
        assertThat(servers.get(new ServerName("wiki"))).extracting(ThirdPartyServer::authorization)
                .isEqualTo(new ServerAuthorization.OAuth(
                        new Client.AtAddress(URI.create("https://host.example.com/oauth/client.json")),
                        URI.create("https://host.example.com/v1/oauth/callback"), new TreeSet<>()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forms", "secrets"})
    void everyMistakeIsToldAtOnce(String file) throws IOException {
        GoldenProblems.compare("server/broken/" + file + ".yaml", source -> ThirdPartyServers.read(source).found());
    }

    @Test
    void aSecretThatWasWrittenOutIsNeverRepeated() {
        var found = new ArrayList<>(ThirdPartyServers.read(GoldenProblems.source("server/broken/secrets.yaml")).found());
        found.addAll(ThirdPartyServers.read(GoldenProblems.source("server/broken/forms.yaml")).found());

        assertThat(Problem.rendered(found)).isNotEmpty().doesNotContain("this-is-a");
    }

    @Test
    void aSecretThatIsNotThereIsAWarning() {
        var warnings = ThirdPartyServers.missingSecrets(GoldenProblems.source("server/servers.yaml"), _ -> null);

        assertThat(Problem.rendered(warnings))
                .contains("server 'files' is unavailable: the environment has no SIGNALBOX_TEST_FILES_TOKEN");
    }
}
