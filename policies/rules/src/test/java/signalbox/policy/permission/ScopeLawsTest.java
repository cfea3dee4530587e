package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import signalbox.policy.permission.PermissionDecision.Allow;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.policy.permission.PermissionDecision.OutOfScope;

/// What a credential's scopes may take away, and what is said about it, over random policies.
class ScopeLawsTest {
    private static final int POLICIES = 400;
    private static final List<List<String>> LADDERS = List.of(
            List.of("*", "tool:*", "tool:x.*", "tool:x.get", "tool:x.get@^1", "tool:x.get@1.0.0"),
            List.of("*", "resource:*", "resource:x://*", "resource:x://a/*", "resource:x://a/1"),
            List.of("*", "prompt:*", "prompt:x.*", "prompt:x.greet"));

    @Test
    void somethingIsOutOfScopeExactlyWhereTheScopesItNamesGiveWhatAllScopesGive() {
        var policies = new RandomPolicy(RandomPolicy.random());
        int out = 0;
        int same = 0;
        for (int i = 0; i < POLICIES; i++) {
            var text = policies.yaml(policies.held());
            var permissions = Tools.permissions(RandomPolicy.TOOLS, text);
            var scopes = policies.scopes();
            for (var question : questions(permissions, policies)) {
                var full = question.apply(Scopes.ALL);

                var decision = question.apply(scopes);

                if (decision instanceof OutOfScope(var rule, var place, var revision, var enough)) {
                    var wider = new TreeSet<>(scopes.values());
                    wider.addAll(enough);
                    assertThat(question.apply(new Scopes(wider))).as("%s with %s", text, wider).isEqualTo(full);
                    assertThat(question.apply(Scopes.parse(String.join(" ", enough)))).as("%s with %s", text, enough).isEqualTo(full);
                    assertThat(full).as("%s with %s", text, scopes).isNotInstanceOf(Deny.class).isNotInstanceOf(OutOfScope.class);
                    assertThat(List.of(full.rule(), full.place(), full.revision())).isEqualTo(List.of(rule, place, revision));
                    assertThat(enough).allMatch(Scopes::isValid);
                    out++;
                } else {
                    assertThat(decision).as("%s with %s", text, scopes).isEqualTo(full);
                    same++;
                }
            }
        }
        assertThat(out).as("both happen often").isGreaterThan(1_000);
        assertThat(same).as("both happen often").isGreaterThan(1_000);
    }

    @Test
    void whatCoversReachesEverythingThatTheOtherReaches() {
        for (var ladder : LADDERS) {
            for (int broad = 0; broad < ladder.size(); broad++) {
                for (int narrow = 0; narrow < ladder.size(); narrow++) {
                    var above = Scopes.parse(ladder.get(broad));
                    var below = Scopes.parse(ladder.get(narrow));
                    boolean spelled = ladder.get(broad).contains("@") && broad < narrow;

                    assertThat(above.cover(below)).as("%s over %s", above, below).isEqualTo(broad <= narrow && !spelled);
                }
            }
        }
        assertThat(Scopes.parse("tool:a.* model:m").cover(Scopes.parse("model:m tool:a.b@^2"))).isTrue();
        assertThat(Scopes.parse("tool:a.*").cover(Scopes.parse("tool:a.b model:m"))).isFalse();
        assertThat(Scopes.parse("tool:a.b").cover(Scopes.parse("tool:a.*"))).isFalse();
        assertThat(Scopes.parse("act-for").cover(Scopes.ALL)).isFalse();
        assertThat(Scopes.ALL.cover(Scopes.parse("act-for"))).isTrue();
    }

    @Test
    void aBroaderScopeImpliesEveryNarrowerOne() {
        var policies = new RandomPolicy(RandomPolicy.random());
        int allowed = 0;
        for (int i = 0; i < POLICIES; i++) {
            var permissions = Tools.permissions(RandomPolicy.TOOLS, policies.yaml(policies.held()));
            var ladder = policies.pick(LADDERS);
            for (var question : questions(permissions, policies)) {
                for (int narrow = 1; narrow < ladder.size(); narrow++) {
                    var broader = question.apply(Scopes.parse(ladder.get(narrow - 1)));
                    var narrower = question.apply(Scopes.parse(ladder.get(narrow)));

                    if (narrower instanceof Allow) {
                        assertThat(broader).as(ladder.get(narrow)).isEqualTo(narrower);
                        allowed++;
                    }
                }
            }
        }
        assertThat(allowed).isGreaterThan(1_000);
    }

    @Test
    void aListHoldsNothingThatIsOutOfScope() {
        var policies = new RandomPolicy(RandomPolicy.random());
        for (int i = 0; i < POLICIES; i++) {
            var permissions = Tools.permissions(RandomPolicy.TOOLS, policies.yaml(policies.held()));
            var who = PrincipalName.parse(policies.pick(RandomPolicy.PRINCIPALS));
            var scopes = policies.scopes();

            var seen = View.of(RandomPolicy.TOOLS, permissions, who, scopes, new Endpoint.Everything());

            assertThat(seen).extracting(tool -> tool.descriptor().id()).allMatch(scopes::reachTool);
        }
    }

    /// Everything that can be asked of a policy, as far as the scopes: each tool's list entry and one call, each
    /// resource and each prompt.
    private static List<Function<Scopes, PermissionDecision>> questions(Permissions permissions, RandomPolicy policies) {
        var questions = new ArrayList<Function<Scopes, PermissionDecision>>();
        for (var name : List.of(policies.pick(RandomPolicy.PRINCIPALS), "agent:unknown")) {
            var who = PrincipalName.parse(name);
            for (var tool : RandomPolicy.TOOLS.descriptors().values()) {
                var given = new Arguments.Given(Tools.json(
                        "{\"n\": " + policies.pick(List.of(0, 1, 2, 3)) + ", \"s\": \"" + policies.pick(List.of("p", "q", "r")) + "\"}"));
                questions.add(scopes -> permissions.decide(who, scopes, tool, tool.effect(), new Arguments.Any()));
                questions.add(scopes -> permissions.decide(who, scopes, tool, tool.effect(), given));
            }
            RandomPolicy.RESOURCES.forEach(uri -> questions.add(scopes -> permissions.decideResource(who, scopes, uri)));
            RandomPolicy.PROMPTS.forEach(prompt -> questions.add(scopes -> permissions.decidePrompt(who, scopes, prompt)));
        }
        return questions;
    }
}
