package signalbox.host.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

class UnansweredChatStatusTest {
    @ParameterizedTest
    @CsvSource({
        "no_model_answered, 503", "content_filter, 503", "rate_limit_exceeded, 429", "budget_exceeded, 402", "caller_day_exceeded, 402",
        "deadline_exceeded, 504", "cancelled, 409", "run_limit_exceeded, 422", "invalid_api_key, 401", "context_length_exceeded, 400",
        "invalid_request, 400", "unknown_parameter, 400", "'', 503"
    })
    void theStatusSaysWhoseTurnItIs(String code, int status) {
        assertThat(UnansweredChat.of(stopped(code), ErrorFormat.OPENAI).status()).isEqualTo(status);
    }

    /// Without a step, so that no attempt can have refused.
    private static RunView stopped(String code) {
        var caller = new Principal(PrincipalName.parse("agent:ada"), Scopes.ALL, new Credential.AgentToken("tok"), null);
        var header = new RunHeader(
                RunId.fresh(), RunHeader.Origin.CHAT, caller,
                new RunHeader.Asked(
                        "signalbox/auto", new RunHeader.Tools.Named(List.of()), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE),
                new RunHeader.About("", "", "", Collections.emptySortedSet(), Collections.emptySortedMap()),
                new RunHeader.Terms(null, Instant.EPOCH, false), "sha256:policy", Instant.EPOCH);
        var ending = new RunView.Ending("because", code, "", List.of(), null, null);
        return new RunView(header, RunStatus.STOPPED, ending, Cost.ZERO, List.of(), List.of());
    }
}
