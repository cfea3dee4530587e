package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunHeader;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.run.loop.Transition;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.Specialty;

/// What of a request for embeddings is in the ledger: its purpose, and nothing that was embedded.
@NullUnmarked
class SpecialtyRunTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void itsAttemptsSayWhatTheyAreForAndNothingOfTheInputIsKept() {
        try (var yard = new Yard(database, Yard.ROUTING, Map.of(), RunLimits.USUAL)) {
            var call = new SpecialtyCall(new Specialty.Embeddings(List.of(new Specialty.EmbeddingInput.Text("a secret")), null, null));
            var run = yard.live(new RunRequest(
                    List.of(), "north/vectors", RunRequest.ToolUse.hosts(new WantedTools.None()), SamplingOptions.NONE,
                    new RunHeader.About("", "", "", Collections.emptySortedSet(), Collections.emptySortedMap()),
                    RunRequest.Limits.NONE, null, new RunRequest.Manner.Single(call)));

            assertThat(yard.loop.run(run)).isInstanceOfSatisfying(
                    Transition.End.class, end -> assertThat(end.how().status().word()).isEqualTo("failed"));
            run.journal().commit();

            var entries = Objects.requireNonNull(yard.ledger.history().journal(run.header().id())).entries();
            assertThat(entries).filteredOn(Entry.Dispatched.class::isInstance)
                    .singleElement()
                    .extracting(entry -> ((Entry.Dispatched) entry).purpose())
                    .isEqualTo(Entry.Purpose.EMBEDDINGS);
            assertThat(entries.toString()).doesNotContain("a secret");
            assertThat(call.product()).isNull();
        }
    }
}
