package signalbox.policy.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import signalbox.json.JsonPointers;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// The lines of a file on which a secret may be written out; problems there are told without the line.
public final class Secrecy {
    private static final Pattern NAME = Pattern.compile("(?i).*(key|token|secret|passw|auth|credential|bearer).*");
    private static final Pattern VALUE = Pattern.compile("(?s)(?:sk-|sk_|pk_|AIza|gsk_|xai-|sbx_|gh[pousr]_|hf_|AKIA|Bearer ).{8,}|.*://[^/]*@.*");

    private final YamlSource source;
    private final String section;
    private final Set<String> plain;
    private final Set<Integer> lines = new TreeSet<>();

    /// @param section where any value may be a secret, such as `/providers`
    /// @param plain the keys that hold none
    public Secrecy(YamlSource source, String section, Set<String> plain) {
        this.source = source;
        this.section = section + "/";
        this.plain = Set.copyOf(plain);
        walk("", "", source.tree());
    }

    /// The same problems, each without its line where that could show a secret.
    public List<Problem> kept(List<Problem> problems) {
        var kept = new ArrayList<Problem>(problems.size());
        for (var problem : problems) {
            kept.add(lines.contains(problem.place().line())
                    ? new Problem(problem.severity(), problem.place(), "", problem.message(), problem.hint())
                    : problem);
        }
        return kept;
    }

    private void walk(String pointer, String name, JsonNode node) {
        if (node.isValueNode()) {
            if (isSuspect(pointer, name, node.asString(""))) {
                hide(pointer, node.asString(""));
            }
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(JsonPointers.child(pointer, i), name, node.get(i));
            }
        }
        node.forEachEntry((key, value) -> walk(JsonPointers.child(pointer, key), key, value));
    }

    private boolean isSuspect(String pointer, String name, String text) {
        if (text.isEmpty() || SecretRef.parse(text) != null) {
            return false;
        }
        boolean named = pointer.startsWith(section) || NAME.matcher(name).matches();
        return (named && !plain.contains(name)) || VALUE.matcher(text).matches();
    }

    private void hide(String pointer, String text) {
        int first = Math.min(source.keyPlace(pointer).line(), source.place(pointer).line());
        int last = source.placeInside(pointer, text.codePointCount(0, text.length())).line();
        for (int line = first; line <= Math.max(first, last); line++) {
            lines.add(line);
        }
    }
}
