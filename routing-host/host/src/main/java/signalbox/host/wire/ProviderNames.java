package signalbox.host.wire;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.json.Digest;

/// The tool names of a prompt as one provider is shown them, and back. A name in the provider's form stays as it is; any
/// other becomes its readable part and 8 hex of a hash, in the offers and in the history alike.
public final class ProviderNames {
    private static final int HASH = 4;

    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Map<String, String> originals = new LinkedHashMap<>();

    private ProviderNames() {}

    /// @param valid names the provider takes
    /// @param longest characters at most
    public record NameForm(Pattern valid, int longest) {}

    public static ProviderNames of(Prompt prompt, NameForm form) {
        Set<String> all = new LinkedHashSet<>();
        prompt.tools().forEach(offer -> all.add(offer.name()));
        all.addAll(called(prompt));
        if (prompt.choice() instanceof ToolChoice.Named named) {
            all.add(named.tool());
        }
        ProviderNames names = new ProviderNames();
        for (String name : all) {
            if (form.valid().matcher(name).matches()) {
                names.put(name, name);
            }
        }
        for (String name : all) {
            if (!names.shown.containsKey(name)) {
                names.put(name, names.free(name, form));
            }
        }
        return names;
    }

    /// The names of the tools that the transcript calls and the prompt does not offer.
    public static Set<String> called(Prompt prompt) {
        Set<String> called = new LinkedHashSet<>();
        for (Turn turn : prompt.transcript()) {
            if (turn instanceof Turn.Assistant assistant) {
                for (ToolCall call : assistant.calls()) {
                    called.add(call.tool());
                }
            }
        }
        for (ToolOffer offer : prompt.tools()) {
            called.remove(offer.name());
        }
        return called;
    }

    public String shown(String name) {
        String known = shown.get(name);
        if (known == null) {
            throw new IllegalStateException("tool '" + name + "' is not in the prompt these names were made for");
        }
        return known;
    }

    /// The name that was offered under this one; a name that was never shown is itself.
    public String original(String shown) {
        return originals.getOrDefault(shown, shown);
    }

    private void put(String name, String form) {
        shown.put(name, form);
        originals.put(form, name);
    }

    private String free(String name, NameForm form) {
        String readable = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        readable = readable.isEmpty() || !Character.isLetter(readable.charAt(0)) ? "t_" + readable : readable;
        for (int tries = 0; ; tries++) {
            byte[] hash = Digest.bytes(tries == 0 ? name : name + "\n" + tries);
            String tail = "_" + HexFormat.of().formatHex(hash, 0, HASH);
            String candidate = readable.substring(0, Math.min(readable.length(), form.longest() - tail.length())) + tail;
            if (!originals.containsKey(candidate)) {
                return candidate;
            }
        }
    }
}
