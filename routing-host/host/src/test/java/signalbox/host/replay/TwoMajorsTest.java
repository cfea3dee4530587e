package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.replay.Cues.call;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import signalbox.host.fake.Said;
import signalbox.host.replay.DeskRecords.Delivered;
import signalbox.host.replay.Station.Answer;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

/// Two callers on two majors of one tool, on the same data at the same time, and one who may use neither.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoMajorsTest {
    private static final String RETURN = "retail__return_delivered_order_items";
    private static final String ROUTING = """
            policy: majors
            groups: {first: [openai/m], second: [anthropic/m]}
            rules:
              - {name: second, when: 'step.index > 0', use: second, tools: [retail]}
              - {name: first, use: first, tools: [retail]}
            """;

    private final Station station;
    private final DeskRecords desk;

    TwoMajorsTest() throws IOException {
        station = new Station(ROUTING);
        desk = new DeskRecords(station.data());
    }

    @BeforeAll
    void stock() {
        Retail.install(station.data(), RetailData.generated(2026));
    }

    @AfterAll
    void shut() {
        station.close();
    }

    @RepeatedTest(5)
    void eachIsServedItsOwnMajorAtTheSameTime(RepetitionInfo round) {
        var orders = desk.delivered();
        var one = orders.get(0);
        var other = orders.get(1);
        var meeting = new CyclicBarrier(2);
        var request = UUID.nameUUIDFromBytes(new byte[] {(byte) round.getCurrentRepetition()}).toString();
        station.cues.direct("[one]", List.of(_ -> after(meeting, returning(one, "")), _ -> Said.text("Returned")));
        station.cues.direct("[other]", List.of(
                _ -> after(meeting, returning(other, ", \"request_id\": \"" + request + "\"")), _ -> Said.text("Returned")));

        Answer first;
        Answer second;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = CompletableFuture.supplyAsync(() -> station.run("agent:first", "Return it [one]"), threads);
            second = station.run("agent:second", "Return it [other]");
            first = running.join();
        }

        assertThat(first.text("/output")).isEqualTo("Returned");
        assertThat(second.text("/output")).isEqualTo("Returned");
        assertThat(first.text("/steps/0/tool_calls/0/version")).isEqualTo("1.0.0");
        assertThat(second.text("/steps/0/tool_calls/0/version")).isEqualTo("2.0.0");
        assertThat(schemaShown("[one]")).doesNotContain("request_id");
        assertThat(schemaShown("[other]")).contains("request_id");
        assertThat(station.cues.lastResults("[one]")).singleElement().asString()
                .contains("\"status\": \"return requested\"", "\"return_items\": [\"" + one.item() + "\"]");
        assertThat(station.cues.lastResults("[other]")).singleElement().asString().contains("return requested", "USD");
        assertThat(desk.status(one.order())).isEqualTo("return requested");
        assertThat(desk.status(other.order())).isEqualTo("return requested");
        assertThat(station.strict.refusals()).isEmpty();
    }

    @Test
    void whoHasNoGrantNeitherSeesTheToolNorCanCallIt() {
        var before = desk.prints();
        station.cues.write("[third]", returning(desk.delivered().getFirst(), ""), Said.text("Sorry"));

        var run = station.run("agent:reader", "Return it [third]");

        assertThat(station.cues.asked("[third]").getFirst().toolNames())
                .contains("retail__get_order_details")
                .doesNotContain(RETURN);
        assertThat(station.cues.lastResults("[third]")).containsExactly("Error: Tool '" + RETURN + "' not found.");
        assertThat(run.body().at("/steps/0/tool_calls/0/error").asBoolean(false)).isTrue();
        assertThat(run.text("/output")).isEqualTo("Sorry");
        assertThat(desk.changedSince(before)).isEmpty();
    }

    private String schemaShown(String mark) {
        for (var tool : station.cues.asked(mark).getFirst().request().path("tools")) {
            if (tool.at("/function/name").asString("").equals(RETURN)) {
                return tool.at("/function/parameters").toString();
            }
        }
        throw new AssertionError(RETURN + " was not shown");
    }

    private static Said returning(Delivered order, String more) {
        return Said.calls(call(RETURN, """
                {"order_id": "%s", "item_ids": ["%s"], "payment_method_id": "%s"%s}"""
                .formatted(order.order(), order.item(), order.method(), more)));
    }

    /// Neither model answers before both are asked, so that the calls meet.
    private static Said after(CyclicBarrier meeting, Said said) {
        try {
            meeting.await(30, TimeUnit.SECONDS);
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the other was never asked", e);
        }
    }
}
