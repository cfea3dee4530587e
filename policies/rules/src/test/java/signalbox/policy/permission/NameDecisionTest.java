package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.policy.permission.PermissionDecision.Allow;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.policy.permission.PermissionDecision.OutOfScope;

/// Resources and prompts, which are granted by their name alone.
class NameDecisionTest {
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final PrincipalName STRANGER = PrincipalName.parse("agent:stranger");

    @Test
    void whatNoRuleNamesIsDenied() {
        var permissions = permissions("may: [{tool: '*'}, {model: '*'}, {act-for: true}]");

        var resource = permissions.decideResource(BOT, Scopes.ALL, "knowledge://articles/a");
        var prompt = permissions.decidePrompt(BOT, Scopes.ALL, "retail.greet");

        assertThat(resource).isEqualTo(new Deny("default", resource.place(), permissions.revision(),
                "no rule of 'agent:bot' is about the resource 'knowledge://articles/a'"));
        assertThat(prompt).isEqualTo(new Deny("default", prompt.place(), permissions.revision(),
                "no rule of 'agent:bot' is about the prompt 'retail.greet'"));
    }

    @Test
    void aGrantAllowsNamingItsRuleAndLine() {
        var permissions = permissions("may: [{tool: '*'}, {resource: 'knowledge://*'}, {prompt: retail.*}]");

        var resource = permissions.decideResource(BOT, Scopes.ALL, "knowledge://articles/a");
        var prompt = permissions.decidePrompt(BOT, Scopes.ALL, "retail.greet");

        assertThat(resource).isEqualTo(new Allow("desk.may[1]", resource.place(), permissions.revision()));
        assertThat(resource.place()).hasToString("permissions.yaml:1:36");
        assertThat(prompt.rule()).isEqualTo("desk.may[2]");
    }

    @Test
    void aGrantOfOneKindIsNoneOfAnother() {
        var permissions = permissions("may: [{resource: '*'}]");

        assertThat(permissions.decideResource(BOT, Scopes.ALL, "knowledge://a").isAllow()).isTrue();
        assertThat(permissions.decidePrompt(BOT, Scopes.ALL, "retail.greet").isAllow()).isFalse();
        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "signalbox/auto")).isFalse();
    }

    @Test
    void aNeverWinsOverEveryGrant() {
        var permissions = permissions("may: [{resource: '*'}, {prompt: '*'}],"
                + " never: [{resource: 'knowledge://internal/*'}, {prompt: '*.admin_*'}]");

        var resource = permissions.decideResource(BOT, Scopes.ALL, "knowledge://internal/a");
        var prompt = permissions.decidePrompt(BOT, Scopes.ALL, "retail.admin_greet");

        assertThat(resource).isEqualTo(new Deny("desk.never[0]", resource.place(), permissions.revision(), "forbidden"));
        assertThat(prompt.rule()).isEqualTo("desk.never[1]");
        assertThat(permissions.decideResource(BOT, Scopes.ALL, "knowledge://internals").isAllow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "knowledge", "knowledge://", "KNOWLEDGE://internal/a", "Knowledge://a", "know_ledge://a", "knowledge:///../internal/a",
        "knowledge://public/../internal/a", "knowledge://./internal/a", "knowledge://public/..", "knowledge://public/.?x",
        "knowledge://%69nternal/a", "knowledge://%2e%2e/internal/a", "knowledge://a%2fb", "knowledge://a%2", "knowledge://a%zz",
        "knowledge://a b", "knowledge://a\nb", "knowledge://ä", "knowledge://a#b", "knowledge://a,b", "knowledge://a\\b", "://a"
    })
    void anAddressThatIsNotSpelledTheOneWayIsDenied(String uri) {
        var permissions = permissions("may: [{resource: '*'}], never: [{resource: 'knowledge://internal/*'}]");

        var decision = permissions.decideResource(BOT, Scopes.ALL, uri);

        assertThat(decision).isEqualTo(
                new Deny("default", decision.place(), permissions.revision(), "there is no resource of such a name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "greet", "retail.", ".greet", "Retail.greet", "retail.greet.more", "retail.gr__eet", "retail.*"})
    void aNameThatNoPromptCouldHaveIsDenied(String name) {
        assertThat(permissions("may: [{prompt: '*'}]").decidePrompt(BOT, Scopes.ALL, name).isAllow()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "knowledge://a", "knowledge://articles/returns?lang=en", "knowledge://articles/100%25", "knowledge://articles/a%2Fb",
        "knowledge://articles/.well-known", "knowledge://articles/{id}", "order-desk://orders/W1"
    })
    void anAddressSpelledTheOneWayIsGranted(String uri) {
        assertThat(permissions("may: [{resource: '*'}]").decideResource(BOT, Scopes.ALL, uri).isAllow()).isTrue();
    }

    @Test
    void aPrincipalThatIsNotInTheFileIsDeniedEverything() {
        var permissions = permissions("may: [{resource: '*'}, {prompt: '*'}]");

        assertThat(permissions.decideResource(STRANGER, Scopes.ALL, "knowledge://a").rule()).isEqualTo("default");
        assertThat(permissions.decideResource(STRANGER, new Scopes(Set.of()), "knowledge://a")).isInstanceOf(Deny.class);
        assertThat(permissions.decidePrompt(STRANGER, Scopes.ALL, "retail.greet")).isInstanceOf(Deny.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            textBlock = """
                    * ~ true ~ true
                    resource:* ~ true ~ false
                    resource:knowledge://* ~ true ~ false
                    resource:knowledge://articles/a ~ true ~ false
                    resource:knowledge://articles/b ~ false ~ false
                    prompt:* ~ false ~ true
                    prompt:retail.* ~ false ~ true
                    tool:* model:* act-for ~ false ~ false
                    resource:knowledge ~ false ~ false
                    knowledge://articles/a ~ false ~ false
                    """)
    void aCredentialReachesOnlyWhatItsScopesSay(String scopes, boolean resource, boolean prompt) {
        var permissions = permissions("may: [{resource: '*'}, {prompt: '*'}]");

        var read = permissions.decideResource(BOT, Scopes.parse(scopes), "knowledge://articles/a");
        var used = permissions.decidePrompt(BOT, Scopes.parse(scopes), "retail.greet");

        assertThat(read.isAllow()).isEqualTo(resource);
        assertThat(used.isAllow()).isEqualTo(prompt);
    }

    @Test
    void whatTheRoleMayButTheCredentialMayNotNamesTheScopeThatIsEnough() {
        var permissions = permissions("may: [{resource: 'knowledge://*'}, {prompt: '*'}], never: [{prompt: retail.admin}]");
        var few = Scopes.parse("tool:*");

        var resource = permissions.decideResource(BOT, few, "knowledge://a");
        var prompt = permissions.decidePrompt(BOT, few, "retail.greet");

        assertThat(resource).isEqualTo(new OutOfScope(
                "desk.may[0]", resource.place(), permissions.revision(), new TreeSet<>(Set.of("resource:knowledge://a"))));
        assertThat(prompt).isEqualTo(new OutOfScope(
                "desk.may[1]", prompt.place(), permissions.revision(), new TreeSet<>(Set.of("prompt:retail.greet"))));
        assertThat(permissions.decidePrompt(BOT, few, "retail.admin")).isInstanceOf(Deny.class);
        assertThat(permissions.decideResource(BOT, few, "retail://a")).isInstanceOf(Deny.class);
    }

    @Test
    void aPermissionCheckThatThrowsDenies() {
        var permissions = permissions("may: [{resource: '*'}]");

        @SuppressWarnings("NullAway") // a broken caller is the point of this test
        var decision = permissions.decideResource(BOT, null, "knowledge://a");

        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(((Deny) decision).reason()).startsWith("the check failed: ");
    }

    @Test
    void theFilesOwnTestsMayReadResourcesAndUsePrompts() {
        var text = "{roles: {desk: {may: [{resource: 'knowledge://*'}, {prompt: retail.*}]}}, principals: {'agent:bot': {roles: [desk]}},"
                + " tests: [{who: 'agent:bot', read: 'knowledge://a', expect: allow, rule: 'desk.may[0]'},"
                + " {who: 'agent:bot', read: 'retail://a', expect: deny},"
                + " {who: 'agent:bot', prompt: retail.greet, expect: allow}, {who: 'agent:bot', prompt: knowledge.a, expect: deny},"
                + " {who: 'agent:bot', prompt: retail.greet, scopes: ['resource:*'], expect: deny}]}";

        assertThat(Tools.permissions(Tools.desk(), text).knows(BOT)).isTrue();
    }

    private static Permissions permissions(String role) {
        return Tools.permissions(Tools.desk(), "{roles: {desk: {" + role + "}}, principals: {'agent:bot': {roles: [desk]}}}");
    }
}
