package signalbox.fuzz;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.http.server.FuzzedHeads;
import signalbox.identity.jwt.FuzzedTokens;

/// Every reader of what comes from outside, by the name of its seeds' folder.
final class Targets {
    private static final SortedMap<String, Target> ALL = all();

    private Targets() {}

    static SortedMap<String, Target> byName() {
        return ALL;
    }

    static Target named(String name) {
        var target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("no target '" + name + "': there are " + ALL.keySet());
        }
        return target;
    }

    private static SortedMap<String, Target> all() {
        var targets = new TreeMap<String, Target>();
        targets.put("json", MessageTargets::json);
        targets.put("json-rpc", MessageTargets::message);
        targets.put("chat-request", MessageTargets::chatRequest);
        targets.put("messages-request", MessageTargets::messagesRequest);
        targets.put("responses-request", MessageTargets::responsesRequest);
        targets.put("events", MessageTargets::events);
        targets.put("heads", FuzzedHeads::read);
        targets.put("tokens", Target.ofText(FuzzedTokens::read));
        targets.put("schemas", Target.ofTwo(RuleTargets::schema));
        targets.put("conditions", Target.ofText(RuleTargets::condition));
        targets.put("patterns", Target.ofTwo(RuleTargets::pattern));
        targets.put("names", Target.ofTwo(RuleTargets::names));
        WireTargets.all().forEach((wire, target) -> targets.put("wire-" + wire, target));
        FileTargets.all().forEach((file, target) -> targets.put("file-" + file, target));
        return Collections.unmodifiableSortedMap(targets);
    }
}
