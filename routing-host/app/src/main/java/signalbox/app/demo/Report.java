package signalbox.app.demo;

import static signalbox.app.terminal.Table.cell;

import java.util.ArrayList;
import java.util.List;
import signalbox.app.terminal.Table;
import signalbox.app.terminal.Terminal;
import signalbox.app.terminal.Terminal.Tone;
import tools.jackson.databind.JsonNode;

/// Prints what was played, as a stranger would want to read it.
record Report(Terminal terminal, boolean live) {
    private static final int WIDTH = 92;

    void scene(int number, PlayedScene played) {
        terminal.blank();
        terminal.line(Tone.BOLD, number + ". " + played.scene().title());
        terminal.line(Tone.DIM, "   as " + played.scene().caller());
        wrapped("\u201c" + played.scene().message() + "\u201d").forEach(line -> terminal.line("   " + line));
        terminal.blank();
        steps(List.of(played), false);
        terminal.blank();
        answer(played);
    }

    /// The same wish by several principals, side by side.
    void together(int number, String title, List<PlayedScene> played) {
        terminal.blank();
        terminal.line(Tone.BOLD, number + ". " + title);
        wrapped("\u201c" + played.getFirst().scene().message() + "\u201d").forEach(line -> terminal.line("   " + line));
        terminal.blank();
        steps(played, true);
    }

    private void steps(List<PlayedScene> all, boolean named) {
        var table = new Table();
        var head = new ArrayList<Table.Cell>();
        if (named) {
            head.add(cell(Tone.DIM, "principal"));
        }
        for (var title : List.of("step", "rule", "model", "next best", "ms", "tokens", "USD")) {
            head.add(cell(Tone.DIM, title));
        }
        table.row(head.toArray(Table.Cell[]::new));
        for (var played : all) {
            for (var step : played.run().path("steps")) {
                step(table, played, step, named);
            }
        }
        table.print(terminal, "   ");
    }

    private static void step(Table table, PlayedScene played, JsonNode step, boolean named) {
        var calls = step.path("tool_calls").valueStream().toList();
        var row = new ArrayList<Table.Cell>();
        if (named) {
            row.add(cell(played.scene().caller().toString()));
        }
        row.add(cell(step.path("index").asInt() + " " + step.path("kind").asString("")));
        row.add(cell(step.path("rule").asString("")));
        row.add(cell(step.path("model").asString("")));
        row.add(cell(Tone.DIM, nextBest(played, step)));
        row.add(cell(Long.toString(milliseconds(step))));
        row.add(cell(tokens(step)));
        row.add(cell(step.path("cost").decimalValue().toPlainString()));
        table.row(row.toArray(Table.Cell[]::new));
        calls.forEach(call -> table.row(note(call, named)));
    }

    private static String nextBest(PlayedScene played, JsonNode step) {
        var chosen = step.path("model").asString("");
        return played.routed().stream()
                .filter(routed -> routed.step() == step.path("index").asInt())
                .flatMap(routed -> routed.models().stream())
                .filter(model -> !model.equals(chosen))
                .findFirst()
                .orElse("");
    }

    private static Table.Cell note(JsonNode call, boolean named) {
        var word = call.path("decision").asString("");
        var tool = call.path("tool").asString("") + "@" + call.path("version").asString("");
        var text = (named ? "  " : "") + "        calls " + tool + ": " + word + " by " + call.path("rule").asString("");
        return cell("allow".equals(word) ? Tone.GOOD : Tone.BAD, text);
    }

    private static long milliseconds(JsonNode step) {
        long sum = 0;
        for (var attempt : step.path("attempts")) {
            sum += attempt.path("ms").asLong();
        }
        for (var call : step.path("tool_calls")) {
            sum += call.path("ms").asLong();
        }
        return sum;
    }

    private static String tokens(JsonNode step) {
        long in = 0;
        long out = 0;
        for (var attempt : step.path("attempts")) {
            in += attempt.path("tokens").path("input").asLong();
            out += attempt.path("tokens").path("output").asLong();
        }
        return in + "+" + out;
    }

    void answer(PlayedScene played) {
        var lines = wrapped(played.run().path("output").asString("").strip());
        lines.forEach(line -> terminal.line(Tone.NOTE, "   " + line));
        if (!played.isGood(live)) {
            terminal.line(Tone.BAD, "   This is not what should have happened: " + played.run().path("status").asString("")
                    + " " + played.run().path("reason").asString("") + ", calls " + played.calls());
            terminal.line(Tone.BAD, "   expected " + played.scene().expected());
        }
    }

    void verdict(boolean good) {
        terminal.blank();
        terminal.line(good ? Tone.GOOD : Tone.BAD, good ? "Every step did what it should." : "Not every step did what it should.");
    }

    /// The explanation of a decision, while its row is there.
    void why(String decision, String explanation) {
        terminal.blank();
        terminal.line(Tone.BOLD, "Why was the cancellation refused?");
        terminal.line(Tone.DIM, "   ./signalbox explain " + decision);
        explanation.lines().forEach(line -> terminal.line("   " + line));
    }

    /// What to run next. The runs above are gone with their database, so none of them is named.
    void next() {
        terminal.blank();
        terminal.line(Tone.BOLD, "Next");
        new Table()
                .row(cell("./signalbox up"), cell(Tone.DIM, "starts the same to stay, and prints a token"))
                .row(cell("docs/connect.md"), cell(Tone.DIM, "connects an assistant to it"))
                .row(cell("./signalbox log"), cell(Tone.DIM, "lists its runs and decisions; 'explain' takes the id of each, as above"))
                .print(terminal, "   ");
    }

    void paragraph(String text) {
        wrapped(text).forEach(line -> terminal.line("   " + line));
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ", -1)) {
                if (line.length() + word.length() + 1 > WIDTH && !line.isEmpty()) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
