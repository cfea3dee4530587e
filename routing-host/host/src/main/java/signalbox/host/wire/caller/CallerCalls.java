package signalbox.host.wire.caller;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;

/// The calls of a conversation while it is read: which of them wait for a result, and our own id of each.
public final class CallerCalls {
    private final Map<String, CallId> open = new LinkedHashMap<>();
    private final Set<CallId> given = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    /// Some clients count their ids anew in every message; the later ones get a mark, so that ours stay unique.
    ///
    /// @param id as the caller wrote it
    /// @param own ours for it
    public CallId open(String id, CallId own) {
        CallId ours = own;
        while (!given.add(ours)) {
            ours = new CallId(own.value() + "#" + repeats.merge(own.value(), 1, Integer::sum));
        }
        open.put(id, ours);
        return ours;
    }

    /// The call that this result is of, or null where none of this id waits for one.
    public @Nullable CallId close(String id) {
        return open.remove(id);
    }

    /// The ids of those that wait, as the caller wrote them.
    public SortedSet<String> open() {
        return new TreeSet<>(open.keySet());
    }

    /// Refuses what is no id: an empty text, one that another call of the same message has, control characters.
    ///
    /// @param taken by the other calls of the message
    public static String id(CallerField field, Set<String> taken) {
        String id = field.text();
        if (id.isEmpty() || !taken.add(id)) {
            throw field.complaint("is '" + id + "': every call of a message has an id of its own");
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw field.complaint("has control characters: send it as it was given");
        }
        return id;
    }
}
