package signalbox.policy.grant.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NameGrant;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.NearestNames;

/// Reads entries about models, resources and prompts.
final class NameGrantReader {
    private final Findings findings;
    private final Set<ServerName> servers;

    NameGrantReader(Findings findings, Set<ServerName> servers) {
        this.findings = findings;
        this.servers = servers;
    }

    List<NameGrant> read(NameKind kind, List<EntryAt> entries) {
        var read = new ArrayList<NameGrant>();
        for (var entry : entries) {
            var pointer = entry.pointer() + "/" + kind.word();
            if (findings.isSound(pointer)) {
                var text = findings.at(pointer).asString();
                check(kind, pointer, text);
                read.add(new NameGrant(entry.rule(), findings.source().place(entry.pointer()), new Glob(text)));
            }
        }
        return read;
    }

    private void check(NameKind kind, String pointer, String text) {
        if (!kind.isPattern(text)) {
            findings.error(pointer, "'" + text + "' is not a pattern of " + kind.word() + " names", "such as " + kind.patterns());
            return;
        }
        switch (kind) {
            case RESOURCE -> checkServer(pointer, text, "://");
            case PROMPT -> checkServer(pointer, text, ".");
            case MODEL -> { }
        }
    }

    private void checkServer(String pointer, String text, String sign) {
        int end = text.indexOf(sign);
        var known = new TreeSet<String>();
        servers.forEach(server -> known.add(sign.equals(".") ? server.value() : server.scheme()));
        if (end >= 0 && known.stream().noneMatch(new Glob(text.substring(0, end))::matches)) {
            findings.matchesNothing(
                    pointer,
                    "'" + text + "' is about no server",
                    NearestNames.hint(text.substring(0, end), known, "servers: " + String.join(", ", known)));
        }
    }
}
