package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;

/// The shape of messages.
final class MessageChecks {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private MessageChecks() {}

    static final List<Check> ALL = List.of(
            new Check(9, "results of parallel calls together and in order", MessageChecks::parallel),
            new Check(10, "no image inside a function response of Gemini 2", MessageChecks::oldGemini),
            new Check(11, "nothing empty is sent", MessageChecks::empty),
            new Check(12, "instructions in the middle are kept", MessageChecks::instructions),
            new Check(13, "an answer at the end can be continued", MessageChecks::prefill),
            new Check(14, "a tool that is offered no longer stays in the history", MessageChecks::removed),
            new Check(15, "every call has a result, an error where it came to none", MessageChecks::orphan),
            new Check(16, "an image in a result is shown or the step refused", MessageChecks::image),
            new Check(17, "structured content reaches the model", MessageChecks::structured));

    private static Cell parallel(Handoff handoff) {
        var said = new Said("Three at once.", List.of(
                Handoff.call(1).calls().getFirst(), Handoff.call(2).calls().getFirst(), Handoff.call(3).calls().getFirst()));
        var request = handoff.request(Handoff.prompt(handoff.begun(Handoff.TOOLS, said), Handoff.TOOLS));
        assertThat(handoff.to().provider().lastResults(request)).containsExactly("r0", "r1", "r2");
        return Cell.GREEN;
    }

    private static Cell oldGemini(Handoff handoff) {
        if (handoff.to().wire() != Wire.GEMINI) {
            return new Cell.NotApplicable("the target is no Gemini");
        }
        var old = handoff.to().withModel("gemini-2.5-flash");
        var losses = old.portability(Handoff.prompt(withImage(handoff), Handoff.TOOLS));
        assertThat(losses.obstacle()).contains("an image in a tool result");
        return new Cell.Refused("an image in a tool result");
    }

    private static Cell empty(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        transcript.set(transcript.size() - 1, new Turn.ToolResult(
                ((Turn.ToolResult) transcript.getLast()).call(), List.of(), null, false, new TreeSet<>()));
        transcript.add(new Turn.User(List.of(new Part.Text("  \n"), new Part.Text("Well?"))));
        transcript.add(new Turn.Assistant(List.of(new Part.Text(" ")), List.of(), List.of()));
        transcript.add(new Turn.Instructions(" "));
        transcript.add(Handoff.user(""));
        transcript.add(Handoff.user("And now?"));
        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        assertThat(WireJson.write(request)).contains("Well?", "And now?");
        return Cell.GREEN;
    }

    private static Cell instructions(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        transcript.add(new Turn.Instructions("Answer in Danish."));
        transcript.add(Handoff.user("And now?"));
        transcript.add(new Turn.Instructions("In one word."));
        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        assertThat(WireJson.write(request)).contains("Be brief.", "Answer in Danish.", "In one word.");
        return Cell.GREEN;
    }

    private static Cell prefill(Handoff handoff) {
        var transcript = new ArrayList<>(handoff.begun(Handoff.TOOLS, Said.text("I begin")));
        transcript.removeLast();
        assertThat(WireJson.write(handoff.request(Handoff.prompt(transcript, Handoff.TOOLS)))).contains("I begin");
        return Cell.GREEN;
    }

    private static Cell removed(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        var request = handoff.request(Handoff.prompt(transcript, List.of()));
        assertThat(WireJson.write(request)).contains(Handoff.LOOK.name(), "r0");
        return Cell.GREEN;
    }

    private static Cell orphan(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        var call = ((Turn.ToolResult) transcript.removeLast()).call();
        assertThatThrownBy(() -> Handoff.prompt(transcript, Handoff.TOOLS)).as("it is not sent").isInstanceOf(RuntimeException.class);
        transcript.add(new Turn.ToolResult(
                call, List.of(new Part.Text("the call was interrupted")), null, true, new TreeSet<>()));
        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        assertThat(WireJson.write(request)).contains("the call was interrupted");
        return Cell.GREEN;
    }

    private static Cell image(Handoff handoff) {
        var prompt = Handoff.prompt(withImage(handoff), Handoff.TOOLS);
        var portability = handoff.to().portability(prompt);
        if (portability.isWhole()) {
            assertThat(WireJson.write(handoff.request(prompt))).contains(PIXEL);
            return Cell.GREEN;
        }
        assertThat(portability.obstacle()).contains("an image in a tool result");
        return new Cell.Refused("an image in a tool result");
    }

    private static Cell structured(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        CallId call = ((Turn.ToolResult) transcript.removeLast()).call();
        transcript.add(new Turn.ToolResult(
                call, List.of(), Handoff.object("{\"status\": \"delivered\"}"), false, new TreeSet<>()));
        var request = handoff.request(Handoff.prompt(transcript, Handoff.TOOLS));
        assertThat(WireJson.write(request)).contains("delivered");
        return Cell.GREEN;
    }

    private static List<Turn> withImage(Handoff handoff) {
        var transcript = handoff.begun(Handoff.TOOLS, Handoff.call(1));
        CallId call = ((Turn.ToolResult) transcript.removeLast()).call();
        transcript.add(new Turn.ToolResult(
                call, List.of(new Part.Text("The label:"), new Part.Image("image/png", PIXEL)), null, false, new TreeSet<>()));
        return transcript;
    }
}
