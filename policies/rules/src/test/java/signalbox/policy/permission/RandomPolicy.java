package signalbox.policy.permission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.Version;
import signalbox.release.ToolCatalogue;

/// Policies over a few tools, resources and prompts, drawn from a seed that is printed.
final class RandomPolicy {
    static final List<String> ROLES = List.of("a", "b", "c");
    static final List<String> PRINCIPALS =
            List.of("agent:p0", "agent:p1", "agent:p2", "agent:p3", "agent:p4", "agent:p5", "agent:p6", "agent:p7");
    static final List<String> RESOURCES = List.of("x://a/1", "x://a/2", "x://b", "y-z://a/1", "y-z://{id}");
    static final List<String> PROMPTS = List.of("x.greet", "x.part", "y_z.greet");
    static final ToolCatalogue TOOLS = tools();

    private static final long SEED = Long.getLong("laws.seed", 20_261_124L);
    private static final List<String> SUBJECTS = List.of(
            "tool: '*'", "tool: x.*", "tool: '*.get'", "tool: x.get@^1", "tool: y_z.put", "resource: '*'", "resource: 'x://*'",
            "resource: 'x://a/*'", "resource: '*://a/1'", "prompt: '*'", "prompt: x.*", "prompt: '*.greet'", "prompt: y_z.greet");
    private static final List<String> CONDITIONS = List.of(
            "", "", "args: {n: {maximum: 2}}", "args: {s: {enum: [p, q]}}", "args: {s: {enum: [q, r]}}", "args: {n: {minimum: 1}}",
            "when: 'args.n > 1'", "where: {destructive: true}", "where: {class: read}");
    private static final List<String> ASKS = List.of("", "", "", "ask: {by: 'person:ada'}", "ask: {by: 'person:ada', when: 'args.n > 2'}");
    private static final List<String> SCOPES = List.of(
            "*", "tool:*", "tool:x.*", "tool:x.get", "tool:x.get@^1", "tool:y_z.*", "resource:*", "resource:x://*", "resource:x://a/1",
            "prompt:*", "prompt:x.*", "prompt:y_z.greet", "model:*", "act-for", "nonsense");

    private final Random random;

    RandomPolicy(Random random) {
        this.random = random;
    }

    static Random random() {
        System.out.println("laws.seed=" + SEED);
        return new Random(SEED);
    }

    /// @param held the roles of each principal, in the order in which they are written
    String yaml(Map<String, List<String>> held) {
        var roles = new ArrayList<String>();
        for (var role : ROLES) {
            roles.add(role + ": {may: " + entries(1 + random.nextInt(5), true) + ", never: " + entries(random.nextInt(3), false) + "}");
        }
        var principals = new ArrayList<String>();
        held.forEach((who, names) -> principals.add("'" + who + "': {roles: " + names + "}"));
        return "{roles: {" + String.join(", ", roles) + "}, principals: {" + String.join(", ", principals) + "}}";
    }

    Map<String, List<String>> held() {
        var held = new TreeMap<String, List<String>>();
        for (var who : PRINCIPALS) {
            var roles = new ArrayList<>(ROLES);
            Collections.shuffle(roles, random);
            held.put(who, List.copyOf(roles.subList(0, random.nextInt(ROLES.size() + 1))));
        }
        return held;
    }

    Scopes scopes() {
        var scopes = new TreeSet<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            scopes.add(pick(SCOPES));
        }
        return new Scopes(scopes);
    }

    /// The tools, with some principals pinned.
    ToolCatalogue pinned() {
        var tools = new Tools();
        TOOLS.descriptors().values().forEach(tool -> tools.withInput(tool.id().toString(), tool.effect(), tool.input()));
        var pins = new TreeMap<String, Version>();
        for (var who : PRINCIPALS) {
            if (random.nextInt(4) == 0) {
                pins.put(who, Version.parse(random.nextBoolean() ? "1.0.0" : "2.0.0"));
            }
        }
        return tools.release("x.get", "1.0.0", pins).catalogue();
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<String> entries(int count, boolean may) {
        var entries = new TreeSet<String>();
        for (int i = 0; i < count; i++) {
            var subject = pick(SUBJECTS);
            var parts = new ArrayList<>(List.of(subject));
            if (subject.startsWith("tool")) {
                parts.add(pick(CONDITIONS));
                parts.add(may ? pick(ASKS) : "");
            }
            parts.removeIf(String::isEmpty);
            entries.add("{" + String.join(", ", parts) + "}");
        }
        return List.copyOf(entries);
    }

    private static ToolCatalogue tools() {
        var input = "{type: object, properties: {n: {type: integer, minimum: 0, maximum: 3}, s: {type: string, enum: [p, q, r]}}}";
        return new Tools()
                .withInput("x.get@1.0.0", Tools.READS, Tools.yaml(input))
                .withInput("x.get@2.0.0", Tools.READS, Tools.yaml(input))
                .withInput("x.put@1.0.0", Tools.DESTROYS, Tools.yaml(input))
                .withInput("y_z.get@1.0.0", Tools.READS, Tools.yaml(input))
                .withInput("y_z.put@1.0.0", Tools.WRITES, Tools.yaml(input))
                .catalogue();
    }
}
