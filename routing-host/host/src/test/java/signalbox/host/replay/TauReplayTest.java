package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.host.fake.Mishap;
import signalbox.host.fake.StrictProviders;
import signalbox.retail.Retail;
import signalbox.retail.importer.ShopFile;
import signalbox.testing.SharedData;
import tools.jackson.databind.json.JsonMapper;

/// The tasks of the tau2 benchmark, each driven through `POST /v1/runs` by models that make its expected calls: every
/// step is taken by another provider than the one before, in another wire.
class TauReplayTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SEED = 20_261_201L;

    /// The start of a task decides which provider begins.
    private static final String ROUTING = """
            policy: in-turn
            groups:
              first: [openai/m, anthropic/m, gemini/m, openai-responses/m]
              second: [anthropic/m, gemini/m, openai-responses/m, openai/m]
              third: [gemini/m, openai-responses/m, openai/m, anthropic/m]
              fourth: [openai-responses/m, openai/m, anthropic/m, gemini/m]
            rules:
              - {name: openai, when: '(step.index + size(run.task)) % 4 == 0', use: first, tools: [retail]}
              - {name: anthropic, when: '(step.index + size(run.task)) % 4 == 1', use: second, tools: [retail]}
              - {name: gemini, when: '(step.index + size(run.task)) % 4 == 2', use: third, tools: [retail]}
              - {name: responses, use: fourth, tools: [retail]}
            """;

    /// Some of the tasks in each build; `-Dreplay.whole=true` takes all of them, from each provider on, in each way.
    private static final boolean WHOLE = Boolean.getBoolean("replay.whole");
    private static final int ROTATIONS = WHOLE ? 4 : 1;
    /// No more in a row than there are others.
    private static final int MOST_FAULTS = 3;
    private static final List<Mishap> MISHAPS = List.of(Mishap.values());

    @Test
    void everyTaskEndsAsExpectedWithAnotherProviderAtEachStep() throws IOException {
        assertThat(replayed(TauReplay.Way.WHOLE, 1)).isEqualTo(57 * ROTATIONS);
    }

    /// What is streamed is put together again, whichever wire it came on.
    @Test
    void everyTaskEndsTheSameWhereItIsStreamed() throws IOException {
        assertThat(replayed(TauReplay.Way.STREAMED, WHOLE ? 1 : 6)).isEqualTo(WHOLE ? 57 * ROTATIONS : 10);
    }

    /// Three requests of ten fail, in every way that providers fail in: the other providers take the step, and no call is
    /// made twice.
    @ParameterizedTest
    @EnumSource(value = TauReplay.Way.class, names = {"FAILING", "STREAMED_AND_FAILING"})
    void everyTaskEndsTheSameWhereProvidersFail(TauReplay.Way way) throws IOException {
        assertThat(replayed(way, WHOLE ? 1 : 6)).isEqualTo(WHOLE ? 57 * ROTATIONS : 10);
    }

    /// @param step takes every so many'th task
    private static int replayed(TauReplay.Way way, int step) throws IOException {
        var data = Station.sound(ShopFile.read(SharedData.at("tau2-retail")));
        var tasks = Files.readAllLines(SharedData.at("tau2-retail").resolve("tasks-dev.jsonl"));
        var wrong = new ArrayList<String>();
        int right = 0;

        try (var station = new Station(ROUTING, way.fails() ? failing() : StrictProviders.Mishaps.NONE)) {
            var desk = new DeskRecords(station.data());
            Retail.install(station.data(), data);
            var start = desk.prints();
            for (int rotation = 0; rotation < ROTATIONS; rotation++) {
                for (int i = 0; i < tasks.size(); i += step) {
                    var task = JSON.readTree(tasks.get(i));
                    var found = new TauReplay(station, desk, task, (i + rotation) % 4, way).wrong(start);
                    right += found.isEmpty() ? 1 : 0;
                    wrong.addAll(found);
                    Retail.install(station.data(), data);
                }
            }
            wrong.addAll(station.strict.refusals());
        }

        System.out.println("tau2 replay, " + way + ": " + right + " tasks");
        assertThat(wrong).isEmpty();
        return right;
    }

    private static StrictProviders.Mishaps failing() {
        var random = new Random(SEED);
        var faults = new AtomicInteger();
        return _ -> {
            if (random.nextInt(10) < 3 && faults.get() < MOST_FAULTS) {
                faults.incrementAndGet();
                return MISHAPS.get(random.nextInt(MISHAPS.size()));
            }
            faults.set(0);
            return null;
        };
    }

    /// Where calls of one answer write, they are made in the order in which they were asked for.
    @Test
    void aTaskThatIsAskedForInOneAnswerGivesTheSameResults() throws IOException {
        var data = Station.sound(ShopFile.read(SharedData.at("tau2-retail")));
        var tasks = Files.readAllLines(SharedData.at("tau2-retail").resolve("tasks-dev.jsonl"));
        var wrong = new ArrayList<String>();

        try (var station = new Station(ROUTING, StrictProviders.Mishaps.NONE)) {
            var desk = new DeskRecords(station.data());
            for (int i = 0; i < tasks.size(); i += 8) {
                Retail.install(station.data(), data);
                var start = desk.prints();
                wrong.addAll(new TauReplay(station, desk, JSON.readTree(tasks.get(i)), i % 4, TauReplay.Way.WHOLE).wrongInOneAnswer(start));
            }
            wrong.addAll(station.strict.refusals());
        }

        assertThat(wrong).isEmpty();
    }
}
