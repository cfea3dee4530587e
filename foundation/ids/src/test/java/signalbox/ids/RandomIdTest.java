package signalbox.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RandomIdTest {
    private static final int MANY = 50_000;

    @Test
    void anIdHas22CharactersBehindItsPrefixAndIsNeverGivenTwice() {
        for (UnaryOperator<String> kind : List.<UnaryOperator<String>>of(RandomId::of, RandomId::inOrder)) {
            var ids = new HashSet<String>();

            for (int i = 0; i < MANY; i++) {
                ids.add(kind.apply("run_"));
            }

            assertEquals(MANY, ids.size());
            ids.forEach(id -> assertTrue(id.matches("run_[0-9A-Za-z]{22}"), id));
        }
    }

    @Test
    void whatIsMadeInALaterMillisecondSortsBehind() {
        var earlier = RandomId.inOrder("");
        long made = System.currentTimeMillis();
        while (System.currentTimeMillis() == made) {
            Thread.onSpinWait();
        }

        var later = RandomId.inOrder("");

        assertTrue(later.compareTo(earlier) > 0, () -> later + " is not behind " + earlier);
    }
}
