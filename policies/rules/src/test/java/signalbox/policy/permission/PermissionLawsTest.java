package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.Descriptor;
import signalbox.release.ToolCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Laws over random policies, against a model of ten lines per question that knows nothing of the code it judges.
///
/// The tools take `n` (a whole number, 0 to 4), `s` (`a`, `b` or `c`) and `f` (true or false), so every argument
/// object there is can be tried.
class PermissionLawsTest {
    private static final long SEED = Long.getLong("laws.seed", 20_261_123L);
    private static final int POLICIES = 2_500;
    private static final List<String> PRINCIPALS = List.of("agent:one", "agent:two", "agent:nobody");
    private static final List<String> IDS = List.of("x.get@1.0.0", "x.get@2.0.0", "x.put@1.0.0", "y.get@1.0.0");
    private static final ToolCatalogue TOOLS = tools();
    private static final List<ObjectNode> EVERY = everyArguments();

    /// One random entry: `null` parts are not written.
    private record Entry(String glob, boolean destructiveOnly, TreeMap<String, List<String>> args) {
        String yaml() {
            var text = new StringBuilder("{tool: '" + glob + "'");
            text.append(destructiveOnly ? ", where: {destructive: true}" : "");
            if (!args.isEmpty()) {
                var constraints = new ArrayList<String>();
                args.forEach((name, values) -> constraints.add(name + ": " + constraint(values)));
                text.append(", args: {").append(String.join(", ", constraints)).append("}");
            }
            return text.append("}").toString();
        }

        private static String constraint(List<String> values) {
            return switch (values.getFirst()) {
                case "range" -> "{minimum: " + values.get(1) + ", maximum: " + values.get(2) + "}";
                case "pattern" -> "{pattern: '" + values.get(1) + "'}";
                default -> values.size() == 1 ? "{const: " + values.getFirst() + "}" : "{enum: " + values + "}";
            };
        }

        boolean matches(Descriptor tool, JsonNode arguments) {
            var id = tool.id().toString();
            boolean named = switch (glob) {
                case "*" -> true;
                case "x.*" -> id.startsWith("x.");
                case "*.get" -> id.contains(".get@");
                case "x.get@^1" -> id.equals("x.get@1.0.0");
                default -> id.startsWith(glob + "@");
            };
            return named
                    && (!destructiveOnly || tool.effect().destructive())
                    && args.entrySet().stream().allMatch(entry -> met(entry.getValue(), arguments.path(entry.getKey())));
        }

        private static boolean met(List<String> values, JsonNode given) {
            if (given.isMissingNode()) {
                return false;
            }
            return switch (values.getFirst()) {
                case "range" -> given.asInt() >= Integer.parseInt(values.get(1)) && given.asInt() <= Integer.parseInt(values.get(2));
                case "pattern" -> given.asString().matches(values.get(1));
                default -> values.contains(given.asString());
            };
        }
    }

    private record Policy(List<Entry> may, List<Entry> never) {
        String yaml() {
            return "{roles: {r: {may: " + list(may) + ", never: " + list(never) + "}}, principals: {'agent:one': {roles: [r]}, 'agent:two': {roles: []}}}";
        }

        private static String list(List<Entry> entries) {
            return new ArrayList<>(new TreeSet<>(entries.stream().map(Entry::yaml).toList())).toString();
        }

        boolean allows(String who, Descriptor tool, JsonNode arguments) {
            return who.equals("agent:one")
                    && never.stream().noneMatch(entry -> entry.matches(tool, arguments))
                    && may.stream().anyMatch(entry -> entry.matches(tool, arguments));
        }
    }

    @Test
    void listedIsCallableForSomeArgumentsAndACallIsDecidedAsTheModelSays() {
        var random = random();
        int listed = 0;
        int calls = 0;
        for (int i = 0; i < POLICIES; i++) {
            var policy = policy(random);
            var permissions = Tools.permissions(TOOLS, policy.yaml());
            for (var who : PRINCIPALS) {
                for (var tool : TOOLS.descriptors().values()) {
                    boolean callable = EVERY.stream()
                            .filter(arguments -> fitsTheSchema(tool, arguments))
                            .anyMatch(arguments -> policy.allows(who, tool, arguments));
                    boolean shown = decide(permissions, who, Scopes.ALL, tool, new Arguments.Any());
                    var arguments = EVERY.get(random.nextInt(EVERY.size()));

                    boolean called = decide(permissions, who, Scopes.ALL, tool, new Arguments.Given(arguments));

                    assertThat(shown).as("list of %s for %s under %s", tool.id(), who, policy.yaml()).isEqualTo(callable);
                    assertThat(called).as("%s%s for %s under %s", tool.id(), arguments, who, policy.yaml())
                            .isEqualTo(policy.allows(who, tool, arguments));
                    listed += shown ? 1 : 0;
                    calls++;
                }
            }
        }
        assertThat(calls).isGreaterThanOrEqualTo(30_000);
        assertThat(listed).as("the policies are neither all open nor all shut").isBetween(calls / 20, calls / 2);
    }

    @Test
    void oneMoreNeverAllowsNothingNew() {
        var random = random();
        for (int i = 0; i < POLICIES / 5; i++) {
            var policy = policy(random);
            var stricter = new Policy(policy.may(), plus(policy.never(), entry(random)));

            var before = allowed(Tools.permissions(TOOLS, policy.yaml()), Scopes.ALL);
            var after = allowed(Tools.permissions(TOOLS, stricter.yaml()), Scopes.ALL);

            assertThat(before).as(stricter.yaml()).containsAll(after);
        }
    }

    @Test
    void theOrderOfEntriesDoesNotMatter() {
        var random = random();
        for (int i = 0; i < POLICIES / 5; i++) {
            var policy = policy(random);
            var text = policy.yaml();
            var reversed = text.replace(Policy.list(policy.may()), reversed(policy.may()))
                    .replace(Policy.list(policy.never()), reversed(policy.never()));

            var before = allowed(Tools.permissions(TOOLS, text), Scopes.ALL);
            var after = allowed(Tools.permissions(TOOLS, reversed), Scopes.ALL);

            assertThat(after).as(text).isEqualTo(before);
        }
    }

    @Test
    void aScopeAddsNothingToThePolicyAndMoreScopesTakeNothingAway() {
        var random = random();
        var every = List.of("*", "tool:x.*", "tool:*.get@^1", "tool:y.get", "model:*", "act-for", "tool:x.get@2", "nonsense");
        for (int i = 0; i < POLICIES / 5; i++) {
            var permissions = Tools.permissions(TOOLS, policy(random).yaml());
            var some = new TreeSet<String>();
            every.stream().filter(_ -> random.nextInt(3) == 0).forEach(some::add);
            var more = new TreeSet<>(some);
            more.add(every.get(random.nextInt(every.size())));

            var policy = allowed(permissions, Scopes.ALL);
            var few = allowed(permissions, new Scopes(some));
            var many = allowed(permissions, new Scopes(more));

            assertThat(policy).as("%s", more).containsAll(many);
            assertThat(many).as("%s", more).containsAll(few);
        }
    }

    private static Set<String> allowed(Permissions permissions, Scopes scopes) {
        var allowed = new TreeSet<String>();
        for (var who : PRINCIPALS) {
            for (var tool : TOOLS.descriptors().values()) {
                if (decide(permissions, who, scopes, tool, new Arguments.Any())) {
                    allowed.add(who + " sees " + tool.id());
                }
                for (var arguments : EVERY) {
                    if (decide(permissions, who, scopes, tool, new Arguments.Given(arguments))) {
                        allowed.add(who + " " + tool.id() + arguments);
                    }
                }
            }
        }
        return allowed;
    }

    private static boolean decide(Permissions permissions, String who, Scopes scopes, Descriptor tool, Arguments arguments) {
        return permissions.decide(PrincipalName.parse(who), scopes, tool, tool.effect(), arguments).isAllow();
    }

    private static Random random() {
        System.out.println("laws.seed=" + SEED);
        return new Random(SEED);
    }

    private static Policy policy(Random random) {
        var may = new ArrayList<Entry>();
        var never = new ArrayList<Entry>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            may.add(entry(random));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            never.add(entry(random));
        }
        return new Policy(may, never);
    }

    private static Entry entry(Random random) {
        var globs = List.of("*", "x.*", "*.get", "x.get@^1", "x.put", "y.get");
        var args = new TreeMap<String, List<String>>();
        if (random.nextInt(3) > 0) {
            int from = random.nextInt(5);
            args.put("n", random.nextBoolean()
                    ? List.of("range", String.valueOf(from), String.valueOf(from + random.nextInt(5 - from)))
                    : List.of(String.valueOf(from), String.valueOf((from + 1 + random.nextInt(4)) % 5)));
        }
        if (random.nextInt(3) > 0) {
            args.put("s", List.of(List.of("a"), List.of("a", "c"), List.of("pattern", "[ab]"), List.of("b", "c")).get(random.nextInt(4)));
        }
        if (random.nextInt(4) == 0) {
            args.put("f", List.of(String.valueOf(random.nextBoolean())));
        }
        return new Entry(globs.get(random.nextInt(globs.size())), random.nextInt(5) == 0, args);
    }

    private static List<Entry> plus(List<Entry> entries, Entry one) {
        var more = new ArrayList<>(entries);
        more.add(one);
        return more;
    }

    private static String reversed(List<Entry> entries) {
        var texts = new ArrayList<>(new TreeSet<>(entries.stream().map(Entry::yaml).toList()));
        Collections.reverse(texts);
        return texts.toString();
    }

    private static ToolCatalogue tools() {
        var tools = new Tools();
        for (var id : IDS) {
            var required = id.startsWith("x.get") ? "[n, s]" : "[]";
            tools.withInput(id, id.startsWith("x.put") ? Tools.DESTROYS : Tools.READS, Tools.yaml(
                    "{type: object, required: " + required + ", properties: {n: {type: integer, minimum: 0, maximum: 4},"
                            + " s: {type: string, enum: [a, b, c]}, f: {type: boolean}}}"));
        }
        return tools.catalogue();
    }

    private static List<ObjectNode> everyArguments() {
        var every = new ArrayList<ObjectNode>();
        for (int n = -1; n < 5; n++) {
            for (var s : List.of("a", "b", "c", "")) {
                for (var f : List.of("true", "false", "")) {
                    every.add(arguments(n, s, f));
                }
            }
        }
        return every;
    }

    private static ObjectNode arguments(int n, String s, String f) {
        var arguments = JsonNodeFactory.instance.objectNode();
        if (n >= 0) {
            arguments.put("n", n);
        }
        if (!s.isEmpty()) {
            arguments.put("s", s);
        }
        if (!f.isEmpty()) {
            arguments.put("f", f.equals("true"));
        }
        return arguments;
    }

    private static boolean fitsTheSchema(Descriptor tool, JsonNode arguments) {
        return tool.input().path("required").valueStream().allMatch(name -> arguments.has(name.asString()));
    }
}
