package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.Version;
import signalbox.release.ToolCatalogue;

class PrincipalClassTest {
    private static final int POLICIES = 200;
    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint.Everything(), new Endpoint.OfServer(new ServerName("x")), new Endpoint.OfMajor(new ServerName("x"), 1));

    @Test
    void principalsWithTheSameRolesAreOfOneClassWhateverTheOrder() {
        var permissions = permissions("{'agent:one': {roles: [a, b]}, 'agent:two': {roles: [b, a]}, 'agent:three': {roles: [a]}}");

        assertThat(classOf(permissions, "agent:one")).isSameAs(classOf(permissions, "agent:two"));
        assertThat(classOf(permissions, "agent:one")).isNotEqualTo(classOf(permissions, "agent:three"));
    }

    @Test
    void aPrincipalThatIsNotInTheFileHasNoClassAndOneWithoutRolesHas() {
        var permissions = permissions("{'agent:none': {roles: []}}");

        assertThat(permissions.classOf(PrincipalName.parse("agent:stranger"))).isNull();
        assertThat(permissions.classOf(PrincipalName.parse("agent:none"))).isNotNull();
    }

    @Test
    void aPinSetsAPrincipalApart() {
        var tools = new Tools()
                .with("x.get@1.0.0", Tools.READS, "{}")
                .with("x.get@2.0.0", Tools.READS, "{}")
                .release("x.get", "1.0.0", Map.of("agent:pinned", Version.parse("2.0.0")))
                .catalogue();
        var permissions = Tools.permissions(tools, "{roles: {a: {may: [{tool: '*'}]}},"
                + " principals: {'agent:pinned': {roles: [a]}, 'agent:free': {roles: [a]}}}");

        assertThat(classOf(permissions, "agent:pinned")).isNotEqualTo(classOf(permissions, "agent:free"));
    }

    @Test
    void aClassOfAnEarlierReadingIsNoneOfALaterOne() {
        var before = permissions("{'agent:one': {roles: [a]}}");
        var after = permissions("{'agent:one': {roles: [a]}}");

        assertThat(classOf(before, "agent:one")).isNotEqualTo(classOf(after, "agent:one"));
    }

    @Test
    void theSameClassAndScopesGiveTheSameViewsAndOtherRolesAnotherClass() {
        var policies = new RandomPolicy(RandomPolicy.random());
        int shared = 0;
        for (int i = 0; i < POLICIES; i++) {
            var tools = policies.pinned();
            var held = policies.held();
            var text = policies.yaml(held);
            var permissions = Tools.permissions(tools, text);
            for (var scopes : List.of(Scopes.ALL, policies.scopes())) {
                for (var one : RandomPolicy.PRINCIPALS) {
                    for (var other : RandomPolicy.PRINCIPALS) {
                        boolean same = classOf(permissions, one).equals(classOf(permissions, other));
                        boolean sameRoles = new HashSet<>(held.get(one)).equals(new HashSet<>(held.get(other)));
                        if (same && !one.equals(other)) {
                            assertThat(everythingOf(permissions, tools, one, scopes)).as("%s and %s under %s", one, other, text)
                                    .isEqualTo(everythingOf(permissions, tools, other, scopes));
                            shared++;
                        }
                        assertThat(same && !sameRoles).as("%s and %s under %s", one, other, text).isFalse();
                    }
                }
            }
        }
        assertThat(shared).as("classes are shared often").isGreaterThan(500);
    }

    private static List<Object> everythingOf(Permissions permissions, ToolCatalogue tools, String name, Scopes scopes) {
        var who = PrincipalName.parse(name);
        return List.of(
                ENDPOINTS.stream().map(endpoint -> View.of(tools, permissions, who, scopes, endpoint)).toList(),
                RandomPolicy.RESOURCES.stream().map(uri -> permissions.decideResource(who, scopes, uri).isAllow()).toList(),
                RandomPolicy.PROMPTS.stream().map(prompt -> permissions.decidePrompt(who, scopes, prompt).isAllow()).toList());
    }

    private static PrincipalClass classOf(Permissions permissions, String who) {
        return Objects.requireNonNull(permissions.classOf(PrincipalName.parse(who)), who);
    }

    private static Permissions permissions(String principals) {
        return Tools.permissions(RandomPolicy.TOOLS, "{roles: {a: {may: [{tool: x.*}]}, b: {may: [{tool: '*'}]}}, principals: " + principals + "}");
    }
}
