package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Resources and prompts under random policies, against a model that knows nothing of the code it judges.
class NameLawsTest {
    private static final int POLICIES = 2_000;
    private static final List<String> ADDRESSES = List.of("x://a", "x://a/b", "x://b", "x-y://a", "x-y://b/a", "X://a", "x://a/../b", "x://%61");
    private static final List<String> RESOURCES = List.of("*", "x://*", "x://a*", "*://a", "x-y://b/*", "x://*b", "x*://*a");
    private static final List<String> NAMES = List.of("x.a", "x.ab", "x_y.a", "x_y.b_a", "a", "X.a");
    private static final List<String> PROMPTS = List.of("*", "x.*", "x.a*", "*.a", "x_y.b_*", "x*.*b");

    /// One entry, under `may` or `never`.
    private record Entry(String kind, String pattern) {
        String yaml() {
            return "{" + kind + ": '" + pattern + "'}";
        }

        boolean matches(String other, String name) {
            return kind.equals(other) && covers(pattern, name);
        }
    }

    @Test
    void aNameIsDecidedAsTheModelSays() {
        var random = RandomPolicy.random();
        var words = new TreeSet<String>();
        var tools = new Tools().with("x.a@1.0.0", Tools.READS, "{}").with("x_y.a@1.0.0", Tools.READS, "{}").catalogue();
        for (int i = 0; i < POLICIES; i++) {
            var may = entries(random, 3);
            var never = entries(random, 2);
            var scopes = scopes(random);
            var text = "{roles: {r: {may: " + list(may) + ", never: " + list(never) + "}}, principals: {'agent:one': {roles: [r]}}}";
            var permissions = Tools.permissions(tools, text);
            for (var who : List.of("agent:one", "agent:other")) {
                for (var address : ADDRESSES) {
                    boolean proper = Pattern.matches("[a-z-]+://[a-z/]+", address);

                    var decision = permissions.decideResource(PrincipalName.parse(who), scopes, address);

                    var said = said(decision);
                    assertThat(said).as("%s of %s with %s under %s", address, who, scopes, text)
                            .isEqualTo(who.equals("agent:one") && proper ? model("resource", address, may, never, scopes) : "deny default");
                    words.add(decision.getClass().getSimpleName());
                }
                for (var name : NAMES) {
                    boolean proper = Pattern.matches("[a-z_]+\\.[a-z_]+", name);

                    var decision = permissions.decidePrompt(PrincipalName.parse(who), scopes, name);

                    assertThat(said(decision)).as("%s of %s with %s under %s", name, who, scopes, text)
                            .isEqualTo(who.equals("agent:one") && proper ? model("prompt", name, may, never, scopes) : "deny default");
                }
            }
        }
        assertThat(words).containsExactly("Allow", "Deny", "OutOfScope");
    }

    private static String said(PermissionDecision decision) {
        return switch (decision) {
            case PermissionDecision.OutOfScope(var rule, var _, var _, var scopes) -> "out " + rule + " " + String.join(" ", scopes);
            case PermissionDecision.Allow allow -> "allow " + allow.rule();
            case PermissionDecision.Ask ask -> "ask " + ask.rule();
            case PermissionDecision.Deny deny -> "deny " + deny.rule();
        };
    }

    private static String model(String kind, String name, List<Entry> may, List<Entry> never, Scopes scopes) {
        for (int i = 0; i < never.size(); i++) {
            if (never.get(i).matches(kind, name)) {
                return "deny r.never[" + i + "]";
            }
        }
        for (int i = 0; i < may.size(); i++) {
            if (may.get(i).matches(kind, name)) {
                boolean reached = scopes.values().stream().anyMatch(scope -> scope.equals("*")
                        || (scope.startsWith(kind + ":") && covers(scope.substring(kind.length() + 1), name)));
                return reached ? "allow r.may[" + i + "]" : "out r.may[" + i + "] " + kind + ":" + name;
            }
        }
        return "deny default";
    }

    private static boolean covers(String pattern, String name) {
        return Pattern.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"), name);
    }

    private static List<Entry> entries(Random random, int most) {
        var entries = new ArrayList<Entry>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            var entry = random.nextBoolean()
                    ? new Entry("resource", RESOURCES.get(random.nextInt(RESOURCES.size())))
                    : new Entry("prompt", PROMPTS.get(random.nextInt(PROMPTS.size())));
            if (!entries.contains(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Scopes scopes(Random random) {
        var scopes = new TreeSet<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            scopes.add(switch (random.nextInt(8)) {
                case 0, 1 -> "*";
                case 2, 3, 4 -> "resource:" + RESOURCES.get(random.nextInt(RESOURCES.size()));
                default -> "prompt:" + PROMPTS.get(random.nextInt(PROMPTS.size()));
            });
        }
        return new Scopes(scopes);
    }

    private static List<String> list(List<Entry> entries) {
        return entries.stream().map(Entry::yaml).toList();
    }
}
