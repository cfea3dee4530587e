package signalbox.host.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import signalbox.host.ledger.RunId;

class ChatCallersTest {
    @Test
    void aChatIsLeftWhenItsLastCallerLeaves() {
        var callers = new ChatCallers();
        var run = RunId.fresh();
        callers.join(run);
        callers.join(run);
        callers.join(RunId.fresh());

        assertThat(callers.leave(run)).isFalse();
        assertThat(callers.leave(run)).isTrue();
    }
}
