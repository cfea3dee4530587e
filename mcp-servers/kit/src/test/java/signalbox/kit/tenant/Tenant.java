package signalbox.kit.tenant;

import java.util.concurrent.atomic.AtomicReference;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.Yard;

/// One caller, in both revisions, and the latest of what it was given to come back with.
record Tenant(
        int number, Modern modern, Legacy legacy, AtomicReference<String> state, AtomicReference<String> cursor,
        AtomicReference<String> callId) {
    static Tenant of(Yard yard, int number) {
        var principal = "agent:" + name(number);
        return new Tenant(
                number, Modern.of(yard, "/mcp", principal), Legacy.of(yard, "/mcp", principal), new AtomicReference<>("none"),
                new AtomicReference<>("none"), new AtomicReference<>("call-" + number));
    }

    /// It stands in every text that only this tenant sends or is sent.
    static String name(int number) {
        return "tenant-" + number;
    }

    String name() {
        return name(number);
    }
}
