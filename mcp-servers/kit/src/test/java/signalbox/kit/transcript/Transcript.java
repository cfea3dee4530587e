package signalbox.kit.transcript;

import java.util.ArrayList;
import java.util.List;

/// A conversation as its file has it: what it guards, and the steps that were taken.
///
/// Lines that begin with `#` say what it is about, `as agent:x` who speaks from there on (`as nobody` without a
/// token). `-->` begins a request: headers, an empty line, the body. `***` names something that happens. Every line
/// after `<--` is what came back, up to the next step.
record Transcript(String heading, List<Step> steps) {
    sealed interface Step {
        record Speaker(String name) implements Step {}

        record Sent(String method, String path, List<String> headers, String body) implements Step {
            String written() {
                var head = headers.isEmpty() ? "" : String.join("\n", headers) + "\n";
                return "--> " + method + " " + path + "\n" + head + (body.isEmpty() ? "" : "\n" + body + "\n");
            }
        }

        record Happened(String what) implements Step {}
    }

    static Transcript of(List<String> lines) {
        var heading = new StringBuilder();
        var steps = new ArrayList<Step>();
        var request = new ArrayList<String>();
        boolean reading = false;
        for (var line : lines) {
            if (line.startsWith("# ") && steps.isEmpty()) {
                heading.append(line).append("\n");
            } else if (line.startsWith("-->")) {
                flush(request, steps);
                request.add(line);
                reading = true;
            } else if (line.startsWith("as ") && !reading) {
                steps.add(new Step.Speaker(line.substring("as ".length())));
            } else if (line.startsWith("<--") || line.startsWith("*** ")) {
                flush(request, steps);
                reading = false;
                if (line.startsWith("*** ")) {
                    steps.add(new Step.Happened(line.substring("*** ".length())));
                }
            } else if (reading) {
                request.add(line);
            }
        }
        flush(request, steps);
        return new Transcript(heading.toString(), steps);
    }

    private static void flush(List<String> lines, List<Step> steps) {
        if (lines.isEmpty()) {
            return;
        }
        var first = lines.getFirst().split(" ", 3);
        int empty = lines.indexOf("");
        var headers = lines.subList(1, empty < 0 ? lines.size() : empty);
        var body = empty < 0 ? "" : String.join("\n", lines.subList(empty + 1, lines.size()));
        steps.add(new Step.Sent(first[1], first[2], List.copyOf(headers), body.stripTrailing()));
        lines.clear();
    }

    boolean changesTheWorld() {
        return steps.stream().anyMatch(Step.Happened.class::isInstance);
    }
}
