package signalbox.policy.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import signalbox.source.Pointers;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// The lines of a file on which a secret may be written out; problems there are told without the line.
final class Secrecy {
    private static final Pattern NAME = Pattern.compile("(?i).*(key|token|secret|passw|auth|credential|bearer).*");
    private static final Pattern VALUE = Pattern.compile("(?s)(?:sk-|sk_|pk_|AIza|gsk_|xai-|sbx_|gh[pousr]_|hf_|AKIA|Bearer ).{8,}|.*://[^/]*@.*");
    private static final Set<String> PLAIN = Set.of("wire", "profile", "bean");

    private final YamlSource source;
    private final Set<Integer> lines = new TreeSet<>();

    Secrecy(YamlSource source) {
        this.source = source;
        visit("", "", source.tree());
    }

    /// The same problems, each without its line where that could show a secret.
    List<Problem> kept(List<Problem> problems) {
        var kept = new ArrayList<Problem>(problems.size());
        for (var problem : problems) {
            kept.add(lines.contains(problem.place().line())
                    ? new Problem(problem.severity(), problem.place(), "", problem.message(), problem.hint())
                    : problem);
        }
        return kept;
    }

    private void visit(String pointer, String name, JsonNode node) {
        if (node.isValueNode()) {
            if (isSuspect(pointer, name, node.asString(""))) {
                hide(pointer, node.asString(""));
            }
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(Pointers.child(pointer, i), name, node.get(i));
            }
        }
        node.forEachEntry((key, value) -> visit(Pointers.child(pointer, key), key, value));
    }

    private static boolean isSuspect(String pointer, String name, String text) {
        if (text.isEmpty() || SecretRef.parse(text) != null) {
            return false;
        }
        boolean ofProvider = pointer.startsWith("/providers/") && !PLAIN.contains(name) && !name.equals("url");
        return ofProvider || NAME.matcher(name).matches() || VALUE.matcher(text).matches();
    }

    private void hide(String pointer, String text) {
        int first = Math.min(source.keyPlace(pointer).line(), source.place(pointer).line());
        int last = source.placeInside(pointer, text.codePointCount(0, text.length())).line();
        for (int line = first; line <= Math.max(first, last); line++) {
            lines.add(line);
        }
    }
}
