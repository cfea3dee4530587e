package signalbox.host.portability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import signalbox.host.fake.FakeWire;

/// The page that tells what every check says of every pair.
final class MatrixPage {
    private static final String HEAD = """
            # The portability matrix

            One model made the history of a tool loop, another goes on. Each check below is run for every ordered pair of provider
            profiles, for a profile with itself, and for two models of one profile, with whole answers and with streamed ones:
            the history is rendered for the target, given to a fake of it that refuses what the real service refuses, and its
            answer is read. `PortabilityMatrixTest` runs them and holds this page to what they say; what does not hold fails the build.

            | | |
            |---|---|
            | `+` | it holds, whole and streamed |
            | `s` | it holds; only a stream can have it |
            | `R` | the target cannot take it, and the router is told so before it chooses: refused, listed below |
            | `.` | it means nothing for this pair: listed below |

            What `R` comes to is said by `switching.lossy` of the routing policy ([routing.md](routing.md)).

            """;

    private MatrixPage() {}

    static String of(List<Check> checks, List<FakeWire> profiles, List<Handoff> handoffs) {
        var page = new StringBuilder(HEAD).append("## The checks\n\n| | |\n|---|---|\n");
        checks.forEach(check -> page.append("| ").append(check.number()).append(" | ").append(check.title()).append(" |\n"));
        page.append("| 31, 37 | no matter of a pair: a window too small for the step is found whoever made the history")
                .append(" (`UnansweredChatTest`), and both ways of a caller's credentials are read at `/v1/messages` |\n");
        var refused = new TreeMap<String, SortedSet<String>>();
        var idle = new TreeMap<String, SortedSet<String>>();
        for (var profile : profiles) {
            page.append("\n## To ").append(profile.profile()).append("\n\n| from |");
            checks.forEach(check -> page.append(' ').append(check.number()).append(" |"));
            page.append("\n|---|").append("---|".repeat(checks.size())).append('\n');
            rows(profile, handoffs).forEach((from, pair) -> {
                page.append("| ").append(from).append(" |");
                for (var check : checks) {
                    page.append(' ').append(sign(check, pair, refused, idle)).append(" |");
                }
                page.append('\n');
            });
        }
        list(page, "Refused, as it must be", refused);
        list(page, "Not applicable", idle);
        return page.toString();
    }

    /// Both ways of each pair, by the name of its row.
    private static Map<String, List<Handoff>> rows(FakeWire to, List<Handoff> handoffs) {
        return handoffs.stream().filter(handoff -> handoff.to().profile().equals(to.profile())).collect(Collectors.groupingBy(
                handoff -> handoff.isSame() ? "itself"
                        : handoff.from().profile().equals(to.profile()) ? "its other model" : handoff.from().profile(),
                LinkedHashMap::new, Collectors.toList()));
    }

    private static String sign(
            Check check, List<Handoff> pair, Map<String, SortedSet<String>> refused, Map<String, SortedSet<String>> idle) {
        var signs = new ArrayList<String>();
        for (var handoff : pair) {
            signs.add(switch (check.of().apply(handoff)) {
                case Cell.Green _ -> "+";
                case Cell.Refused(var why) -> {
                    refused.computeIfAbsent("%02d: %s".formatted(check.number(), why), _ -> new TreeSet<>()).add(handoff.to().profile());
                    yield "R";
                }
                case Cell.NotApplicable(var why) -> {
                    idle.computeIfAbsent("%02d: %s".formatted(check.number(), why), _ -> new TreeSet<>());
                    yield ".";
                }
            });
        }
        return signs.equals(List.of(".", "+")) ? "s" : signs.stream().distinct().collect(Collectors.joining("/"));
    }

    private static void list(StringBuilder page, String title, Map<String, SortedSet<String>> reasons) {
        page.append("\n## ").append(title).append("\n\n");
        reasons.forEach((reason, to) -> page.append("- ").append(reason.replaceFirst("^0", ""))
                .append(to.isEmpty() ? "" : " (to " + String.join(", ", to) + ")").append('\n'));
    }
}
