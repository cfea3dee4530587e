package signalbox.kit.tenant;

import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;

/// One caller, in both revisions, and the latest of what it was given to come back with.
final class Tenant {
    final int number;
    final Modern modern;
    final Legacy legacy;
    volatile String state = "none";
    volatile String cursor = "none";
    volatile String callId = "none";

    Tenant(TestServers servers, int number) {
        this.number = number;
        var principal = "agent:" + name();
        modern = Modern.of(servers, "/mcp", principal);
        legacy = Legacy.of(servers, "/mcp", principal);
    }

    /// It stands in every text that only this tenant sends or is sent.
    String name() {
        return name(number);
    }

    static String name(int number) {
        return "tenant-" + number;
    }
}
