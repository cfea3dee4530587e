package signalbox.host.wire;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.host.turn.CallId;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.json.Digest;

/// The call ids of a transcript as one provider is shown them: a hash of our own id in the provider's form. The same
/// transcript gives the same ids every time, and a longer one keeps those it had.
public final class ProviderIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private final Map<CallId, String> shown;

    private ProviderIds(Map<CallId, String> shown) {
        this.shown = shown;
    }

    /// @param prefix what every id starts with
    /// @param length base62 characters after the prefix
    public record IdForm(String prefix, int length) {}

    public static ProviderIds of(List<Turn> transcript, IdForm form) {
        Map<CallId, String> shown = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Turn turn : transcript) {
            if (turn instanceof Turn.Assistant assistant) {
                for (ToolCall call : assistant.calls()) {
                    int tries = 0;
                    String id = derived(call.id(), form, tries);
                    while (!taken.add(id)) {
                        tries++;
                        id = derived(call.id(), form, tries);
                    }
                    shown.put(call.id(), id);
                }
            }
        }
        return new ProviderIds(shown);
    }

    public String shown(CallId call) {
        String id = shown.get(call);
        if (id == null) {
            throw new IllegalStateException("call '" + call + "' is not in the transcript these ids were made for");
        }
        return id;
    }

    private static String derived(CallId call, IdForm form, int tries) {
        String seed = tries == 0 ? call.value() : call.value() + "\n" + tries;
        BigInteger rest = new BigInteger(1, Digest.bytes(seed));
        StringBuilder id = new StringBuilder(form.prefix());
        for (int i = 0; i < form.length(); i++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            id.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return id.toString();
    }
}
