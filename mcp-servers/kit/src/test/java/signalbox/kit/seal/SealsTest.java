package signalbox.kit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.kit.MovedClock;
import signalbox.kit.TestDatabase;

class SealsTest {
    private static final long SEED = Long.getLong("seal.seed", 20_261_128L);

    private final MovedClock clock = new MovedClock();
    private final Seals seals = first();

    @Test
    void whatIsSealedOpensWhereItWasMadeForAndNowhereElse() {
        var sealed = seals.seal("state", "agent:a\n/mcp", "a text");

        assertThat(seals.open("state", "agent:a\n/mcp", sealed)).isEqualTo("a text");
        assertThat(seals.open("cursor", "agent:a\n/mcp", sealed)).isNull();
        assertThat(seals.open("state", "agent:b\n/mcp", sealed)).isNull();
        assertThat(seals.open("state", "agent:a\n/mcp/", sealed)).isNull();
        assertThat(seals.open("state", "", sealed)).isNull();
    }

    @Test
    void everyByteOfASealCounts() {
        System.out.println("seal.seed=" + SEED);
        var random = new Random(SEED);
        var whole = Base64.getUrlDecoder().decode(seals.seal("state", "bound", "a text of some length"));

        for (int i = 0; i < whole.length; i++) {
            var changed = whole.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(opened(changed)).as("byte %d of %d", i, whole.length).isNull();
            assertThat(opened(Arrays.copyOf(whole, i))).as("the first %d bytes", i).isNull();
        }
        assertThat(opened(Arrays.copyOf(whole, whole.length + 1))).isNull();
        assertThat(opened(whole)).isEqualTo("a text of some length");
    }

    @Test
    void whatIsNoSealIsNone() {
        for (var text : new String[] {"", "a", "%", "====", "ä", "\u0000", "A".repeat(200_000)}) {
            assertThat(seals.open("state", "bound", text)).isNull();
        }
    }

    @Test
    void twoSealsOfOneTextAreNotAlike() {
        assertThat(seals.seal("state", "bound", "text")).isNotEqualTo(seals.seal("state", "bound", "text"));
    }

    @Test
    void aRootThatWasReplacedStillOpensAndOneThatIsForgottenDoesNot() {
        var sealed = seals.seal("state", "bound", "text");

        var after = renewed(seals, sealed);
        var later = renewed(seals, sealed);

        assertThat(after).isEqualTo("text");
        assertThat(later).isNull();
    }

    @Test
    void aNodeOpensWhatAnotherSealedWithARootItHasNotSeen() {
        var other = node();
        clock.pass(Duration.ofDays(31));
        other.renew();

        assertThat(seals.open("state", "bound", other.seal("state", "bound", "text"))).isEqualTo("text");
        assertThat(other.open("state", "bound", seals.seal("state", "bound", "text"))).isEqualTo("text");
    }

    private @Nullable String renewed(Seals node, String sealed) {
        clock.pass(Duration.ofDays(31));
        node.renew();
        return node.open("state", "bound", sealed);
    }

    private @Nullable String opened(byte[] bytes) {
        return seals.open("state", "bound", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// The first node of all: no root is there before it.
    private Seals first() {
        TestDatabase.jdbc().sql("delete from kit.root_key").update();
        return node();
    }

    private Seals node() {
        return new Seals(TestDatabase.get().dataSource(), clock);
    }
}
