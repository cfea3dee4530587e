package signalbox.kit.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolId;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import tools.jackson.databind.json.JsonMapper;

/// The order of the stages.
class CallExecutorTest {
    private static final String PATH = "/mcp";

    private final TestServers servers = TestServers.open();
    private final Modern host = new Modern(servers, PATH, servers.host.bearer());
    private final Principal caller = servers.principal(servers.token("agent:newcomer"));
    private final String run = "run_" + UUID.randomUUID();
    private final List<String> endings = new ArrayList<>();

    @AfterEach
    void closeServers() {
        servers.close();
    }

    /// A call that is wrong for every stage, of which one fault after the other is mended.
    @Test
    void eachStageEndsACallBeforeTheNextSeesIt() {
        var unfit = "{\"counter\": \"c\", \"by\": 9, \"request_id\": \"r\", \"colour\": \"red\"}";
        var unfitAndPermitted = unfit.replace("9", "1");
        var fine = unfitAndPermitted.replace(", \"colour\": \"red\"", "");

        call("yard.count@1.0.0", "{}", unfit);
        call("yard.count@1.0.0", unfit, unfit);
        call("yard.count@2.0.0", unfit, unfit);
        call("yard.count@2.0.0", unfitAndPermitted, unfitAndPermitted);
        call("yard.count@2.0.0", fine, fine);

        assertThat(endings).containsExactly(
                "assertion denied", "version changed", "default denied", "newcomer.may[1] invalid", "newcomer.may[1] ok");
    }

    private void call(String asserted, String assertedArguments, String arguments) {
        var id = run + "_" + endings.size();
        var digest = Digest.sha256(JsonMapper.shared().readTree(assertedArguments));
        var assertion = servers.host.assertion(servers.url(PATH), caller, id, new CallerAssertion.Call(ToolId.parse(asserted), digest));
        host.calling("yard__count", arguments).header(CallerAssertion.HEADER, assertion).reply();
        endings.addAll(TestDatabase.jdbc().sql("select rule || ' ' || outcome from kit.audit where run = ?")
                .param(id).query(String.class).list());
    }
}
