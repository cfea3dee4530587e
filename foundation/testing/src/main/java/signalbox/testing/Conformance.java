package signalbox.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The official MCP conformance suite: exactly the scenarios that a revision requires.
public final class Conformance {
    private static final Pattern VERDICT = Pattern.compile("(?m)^([✓✗]) (\\S+): (\\d+) passed, (\\d+) failed.*$");
    private static final Pattern NOT_SCORED = Pattern.compile("(?m)^ {2}[✓✗] (\\S+) \\(");

    private Conformance() {}

    /// @param required what the revision requires, in the suite's order; what it runs without counting is left out
    /// @param exit 0 when the suite says that the revision is conformed to
    public record Report(List<Verdict> required, int exit, String output) {
        public Report {
            required = List.copyOf(required);
        }
    }

    /// @param detail what the suite said about it, for a person to read
    public record Verdict(String scenario, boolean passed, String detail) {}

    public static Report server(URI url, String revision) {
        return run(List.of("server", "--url", url.toString(), "--requirements", revision, "--timeout", "10000"));
    }

    /// @param command starts the client; the suite appends the URL of its server
    public static Report client(String command, String revision) {
        return run(List.of("client", "--command", command, "--requirements", revision, "--timeout", "60000"));
    }

    private static Report run(List<String> arguments) {
        var npm = Npm.installed();
        var command = new ArrayList<String>();
        command.add(npm.node().toString());
        command.add(npm.file("@modelcontextprotocol/conformance/dist/index.js").toString());
        command.addAll(arguments);
        var ended = Command.run(Path.of("").toAbsolutePath(), command);
        return new Report(verdicts(ended.output()), ended.exit(), ended.output());
    }

    private static List<Verdict> verdicts(String output) {
        var extra = new LinkedHashSet<String>();
        NOT_SCORED.matcher(output).results().forEach(match -> extra.add(match.group(1)));
        return VERDICT.matcher(output).results()
                .filter(match -> !extra.contains(match.group(2)))
                .map(match -> new Verdict(match.group(2), match.group(1).equals("✓"), about(output, match.group(2))))
                .toList();
    }

    private static String about(String output, String scenario) {
        int start = output.indexOf("'" + scenario + "'");
        int end = start < 0 ? -1 : output.indexOf("=== ", start);
        return start < 0 ? "" : output.substring(start, end < 0 ? output.length() : end);
    }
}
