package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.Effect;
import signalbox.policy.permission.PermissionDecision.Allow;
import signalbox.policy.permission.PermissionDecision.Ask;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.policy.permission.PermissionDecision.OutOfScope;
import signalbox.release.ToolCatalogue;

class DecisionTest {
    private static final ToolCatalogue DESK = Tools.desk();
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final PrincipalName STRANGER = PrincipalName.parse("agent:stranger");

    @Test
    void whatNoRuleNamesIsDenied() {
        var decision = call("may: [{tool: retail.get_*}]", "retail.return_items@1.0.0", "{}");

        assertThat(decision).isEqualTo(new Deny(
                "default", decision.place(), decision.revision(), "no rule of 'agent:bot' is about retail.return_items@1.0.0"));
    }

    @Test
    void aGrantAllowsNamingItsRuleAndLine() {
        var decision = call("may: [{tool: knowledge.*}, {tool: retail.get_*@^1}]", "retail.get_order@1.0.0", "{}");

        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.rule()).isEqualTo("desk.may[1]");
        assertThat(decision.place()).hasToString("permissions.yaml:1:44");
        assertThat(decision.revision()).startsWith("sha256:");
    }

    @Test
    void aPrincipalThatIsNotInTheFileIsDeniedEverything() {
        var permissions = permissions("may: [{tool: '*'}, {model: '*'}, {act-for: true}]");

        var decision = decide(permissions, STRANGER, "retail.get_order@1.0.0", "{}");

        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(permissions.mayUseModel(STRANGER, Scopes.ALL, "signalbox/auto")).isFalse();
        assertThat(permissions.mayActFor(STRANGER)).isFalse();
        assertThat(permissions.knows(STRANGER)).isFalse();
    }

    @Test
    void aRangeCoversOnlyItsVersions() {
        var permissions = permissions("may: [{tool: retail.get_order@^1}]");

        assertThat(decide(permissions, BOT, "retail.get_order@1.0.0", "{}").isAllow()).isTrue();
        assertThat(decide(permissions, BOT, "retail.get_order@2.0.0", "{}").isAllow()).isFalse();
    }

    @Test
    void aNeverWinsOverEveryGrantWhicheverStandsFirst() {
        var decision = call("never: [{tool: '*', where: {destructive: true}}], may: [{tool: '*'}]",
                "retail.cancel_order@1.0.0", "{}");

        assertThat(decision.rule()).isEqualTo("desk.never[0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[\"i1\"]         | false",
        "[\"i2\", \"i1\"] | false",
        "[\"i2\", \"i3\"] | true",
    })
    void aNeverMeetsAListThatHoldsOneOfItsValuesBesideOthers(String items, boolean allowed) {
        var decision = call("never: [{tool: retail.return_items, args: {item_ids: {in: [i1]}}}], may: [{tool: '*'}]",
                "retail.return_items@1.0.0", "{\"item_ids\": " + items + "}");

        assertThat(decision.isAllow()).isEqualTo(allowed);
    }

    @Test
    void anUnknownEffectCountsAsDestructiveAndOpen() {
        var permissions = permissions("may: [{tool: '*', where: {destructive: false, open-world: false}}]");
        var tool = Tools.tool(DESK, "retail.get_order@1.0.0");

        var known = permissions.decide(BOT, Scopes.ALL, tool, tool.effect(), new Arguments.Any());
        var unknown = permissions.decide(BOT, Scopes.ALL, tool, Effect.UNKNOWN, new Arguments.Any());

        assertThat(known.isAllow()).isTrue();
        assertThat(unknown.isAllow()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    payment_method_id: {pattern: '^gift_card_'} ~ {"payment_method_id":"gift_card_1"} ~ allow
                    payment_method_id: {pattern: 'card_1'} ~ {"payment_method_id":"gift_card_1"} ~ allow
                    payment_method_id: {pattern: '^gift_card_'} ~ {"payment_method_id":"paypal"} ~ deny
                    payment_method_id: {pattern: '^gift_card_'} ~ {"payment_method_id":7} ~ deny
                    payment_method_id: {pattern: '^gift_card_'} ~ {} ~ deny
                    amount: {minimum: 1, maximum: 10} ~ {"amount":10.0} ~ allow
                    amount: {minimum: 1, maximum: 10} ~ {"amount":10.01} ~ deny
                    amount: {minimum: 1, maximum: 10} ~ {"amount":"5"} ~ deny
                    amount: {const: 4} ~ {"amount":4.0} ~ allow
                    amount: {enum: [1, 2]} ~ {"amount":3} ~ deny
                    item_ids: {in: [a, b]} ~ {"item_ids":["a","a"]} ~ allow
                    item_ids: {in: [a, b]} ~ {"item_ids":["a","c"]} ~ deny
                    order_id: {in: ['#W1']} ~ {"order_id":"#W1"} ~ allow
                    address.city: {const: Berlin} ~ {"address":{"city":"Berlin"}} ~ allow
                    address.city: {const: Berlin} ~ {"address":"Berlin"} ~ deny
                    """)
    void aConstraintIsMetByThePresentArgument(String constraint, String arguments, String expected) {
        var decision = call("may: [{tool: retail.return_items, args: {" + constraint + "}}]", "retail.return_items@1.0.0", arguments);

        assertThat(decision.word()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    args: {amount: {minimum: 100}} ~ {"amount":99} ~ allow
                    args: {amount: {minimum: 100}} ~ {"amount":100} ~ deny
                    args: {amount: {minimum: 100}} ~ {"amount":"100"} ~ deny
                    args: {amount: {minimum: 100}} ~ {} ~ allow
                    when: 'args.amount > 100' ~ {"amount":5} ~ allow
                    when: 'args.amount > 100' ~ {"amount":500} ~ deny
                    when: 'args.amount > 100' ~ {} ~ deny
                    """)
    void aNeverThatCannotBeDecidedForbids(String never, String arguments, String expected) {
        var decision = call("may: [{tool: '*'}], never: [{tool: retail.return_items, " + never + "}]",
                "retail.return_items@1.0.0", arguments);

        assertThat(decision.word()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    args.amount < 10 ~ {"amount":5} ~ allow
                    args.amount < 10 ~ {"amount":50} ~ deny
                    args.amount < 10 ~ {} ~ deny
                    caller == 'agent:bot' && effect.money && tool.version == '1.0.0' ~ {} ~ allow
                    effect.class == 'read' ~ {} ~ deny
                    """)
    void aGrantHoldsOnlyWhereItsConditionDoes(String when, String arguments, String expected) {
        var decision = call("may: [{tool: '*', when: \"" + when + "\"}]", "retail.return_items@1.0.0", arguments);

        assertThat(decision.word()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    ask: {by: 'person:ada'} ~ {} ~ ask
                    ask: {by: 'person:ada', when: 'size(args.item_ids) > 1'} ~ {"item_ids":["a"]} ~ allow
                    ask: {by: 'person:ada', when: 'size(args.item_ids) > 1'} ~ {"item_ids":["a","b"]} ~ ask
                    ask: {by: 'person:ada', when: 'size(args.item_ids) > 1'} ~ {} ~ ask
                    """)
    void anApprovalIsAskedForUnlessItsConditionFails(String ask, String arguments, String expected) {
        var decision = call("may: [{tool: retail.return_items, " + ask + "}]", "retail.return_items@1.0.0", arguments);

        assertThat(decision.word()).isEqualTo(expected);
    }

    @Test
    void anAskIsNoPermission() {
        var decision = call("may: [{tool: '*', ask: {by: 'role:desk'}}]", "retail.get_order@1.0.0", "{}");

        assertThat(decision.isAllow()).isFalse();
        assertThat(decision).isEqualTo(new Ask("desk.may[0]", decision.place(), decision.revision(), "role:desk"));
        assertThat(decision.reason()).isEqualTo("needs an approval by role:desk");
    }

    @Test
    void aPlainGrantWinsOverAnAsk() {
        var decision = call("may: [{tool: '*', ask: {by: 'role:desk'}}, {tool: retail.*}]", "retail.get_order@1.0.0", "{}");

        assertThat(decision.rule()).isEqualTo("desk.may[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            textBlock = """
                    * ~ allow
                    tool:retail.* ~ allow
                    tool:retail.get_*@^1 ~ allow
                    tool:retail.get_*@^2 ~ deny
                    tool:knowledge.* model:* act-for ~ deny
                    tool:[ ~ deny
                    retail.get_order ~ deny
                    """)
    void aCredentialReachesOnlyWhatItsScopesSay(String scopes, String expected) {
        var permissions = permissions("may: [{tool: '*'}]");
        var tool = Tools.tool(DESK, "retail.get_order@1.0.0");

        var decision = permissions.decide(BOT, Scopes.parse(scopes), tool, tool.effect(), new Arguments.Given(Tools.json("{}")));

        assertThat(decision.word()).isEqualTo(expected);
        assertThat(decision.rule()).isEqualTo("desk.may[0]");
        assertThat(decision instanceof OutOfScope).isEqualTo(expected.equals("deny"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            textBlock = """
                    may: [{tool: retail.*}] ~ {} ~ OutOfScope
                    may: [{tool: retail.*, ask: {by: 'person:ada'}}] ~ {} ~ OutOfScope
                    may: [{tool: retail.*, args: {order_id: {const: a}}}] ~ {"order_id":"a"} ~ OutOfScope
                    may: [{tool: retail.*, args: {order_id: {const: a}}}] ~ {"order_id":"b"} ~ Deny
                    may: [{tool: retail.*, when: 'args.order_id == "a"'}] ~ {"order_id":"b"} ~ Deny
                    may: [{tool: retail.*}], never: [{tool: '*', where: {class: read}}] ~ {} ~ Deny
                    may: [{tool: knowledge.*}] ~ {} ~ Deny
                    """)
    void onlyWhatTheRoleMayIsOutOfScope(String role, String arguments, String expected) {
        var tool = Tools.tool(DESK, "retail.get_order@1.0.0");

        var decision = permissions(role).decide(
                BOT, Scopes.parse("tool:knowledge.*"), tool, tool.effect(), new Arguments.Given(Tools.json(arguments)));

        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(decision.word()).isEqualTo("deny");
    }

    @Test
    void aCallOutOfScopeNamesTheRuleAndTheScopeThatIsEnough() {
        var tool = Tools.tool(DESK, "retail.get_order@1.0.0");
        var permissions = permissions("may: [{model: '*'}, {tool: '*'}]");

        var decision = permissions.decide(BOT, new Scopes(Set.of()), tool, tool.effect(), new Arguments.Any());

        assertThat(decision).isEqualTo(new OutOfScope(
                "desk.may[1]", decision.place(), permissions.revision(), new TreeSet<>(Set.of("tool:retail.get_order"))));
        assertThat(((OutOfScope) decision).reason())
                .isEqualTo("the credential's scopes do not reach it; enough would be tool:retail.get_order");
    }

    @Test
    void aDefaultDenialSaysOfEveryEntryWhereItStandsAndWhatFailed() {
        var decision = decide(Tools.permissions(DESK, """
                roles:
                  desk:
                    may:
                      - {tool: retail.return_items, where: {class: read}}
                      - {tool: retail.return_items, args: {amount: {maximum: 5}, order_id: {pattern: '^#W'}}}
                      - {tool: retail.return_items, args: {amount: {maximum: 5}}}
                      - {tool: retail.return_items@1, args: {amount: {maximum: 50}}, when: 'size(args.item_ids) < 2'}
                      - {tool: retail.return_items, args: {amount: {maximum: 50}}, when: 'args.note == "x"'}
                      - {tool: retail.return_items, args: {amount: {maximum: 20}}}
                      - {tool: retail.return_items, args: {amount: {maximum: 30}}}
                principals:
                  agent:bot: {roles: [desk]}
                """), BOT, "retail.return_items@1.0.0", "{\"amount\": 40, \"item_ids\": [\"secret\", \"b\"]}");

        assertThat(((Deny) decision).reason()).isEqualTo("no rule matched; tried"
                + " desk.may[0] in permissions.yaml:4: its 'where' {class: read} is about other calls;"
                + " desk.may[1] in permissions.yaml:5: 'amount' does not fit {maximum: 5};"
                + " desk.may[2] in permissions.yaml:6: 'amount' does not fit {maximum: 5};"
                + " desk.may[3] in permissions.yaml:7: its condition on 'item_ids' does not hold: size(args.item_ids) < 2;"
                + " desk.may[4] in permissions.yaml:8: its condition on 'note' could not be decided, key 'note' is not present in map.: args.note == \"x\";"
                + " and 2 more");
    }

    @Test
    void aDenialByANeverSaysWhatTheNeverIsAbout() {
        var permissions = Tools.permissions(DESK, """
                roles:
                  desk:
                    may: [{tool: retail.return_items}]
                    never:
                      - {tool: retail.*, where: {money: true}, args: {amount: {minimum: 30.50}, order_id: {pattern: "^#W'"}}}
                      - {tool: retail.*, args: {order_id: {in: [a, 1]}}}
                principals:
                  agent:bot: {roles: [desk]}
                """);

        var rich = decide(permissions, BOT, "retail.return_items@1.0.0", "{\"amount\": 40, \"order_id\": \"#W'1\"}");
        var named = decide(permissions, BOT, "retail.return_items@1.0.0", "{\"order_id\": \"a\"}");

        assertThat(((Deny) rich).reason())
                .isEqualTo("forbidden where {money: true}, 'amount' fits {minimum: 30.50}, 'order_id' fits {pattern: '^#W'''}");
        assertThat(((Deny) named).reason()).isEqualTo("forbidden where 'order_id' fits {in: [\"a\", 1]}");
    }

    @Test
    void aMissingArgumentIsNamed() {
        var decision = call("may: [{tool: retail.return_items, args: {address.city: {const: Berlin}}}]",
                "retail.return_items@1.0.0", "{\"address\": {}}");

        assertThat(((Deny) decision).reason())
                .isEqualTo("no rule matched; tried desk.may[0] in permissions.yaml:1: 'address.city' is missing, which must fit {const: \"Berlin\"}");
    }

    @Test
    void aModelNeedsAGrantAScopeAndNoNever() {
        var permissions = permissions("may: [{model: signalbox/*}, {model: openai/*}], never: [{model: '*/gpt-5'}]");

        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "signalbox/auto")).isTrue();
        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "anthropic/claude-opus")).isFalse();
        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "openai/gpt-5")).isFalse();
        assertThat(permissions.mayUseModel(BOT, Scopes.parse("model:signalbox/*"), "signalbox/auto")).isTrue();
        assertThat(permissions.mayUseModel(BOT, Scopes.parse("tool:*"), "signalbox/auto")).isFalse();
    }

    @Test
    void aGrantOfANameCoversTheModelsItLeadsToButNoneThatIsForbidden() {
        var permissions = permissions("may: [{model: signalbox/auto}], never: [{model: openai/gpt-5}]");

        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "signalbox/auto", "anthropic/claude-opus")).isTrue();
        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "signalbox/auto", "openai/gpt-5")).isFalse();
        assertThat(permissions.mayUseModel(BOT, Scopes.ALL, "signalbox/strong", "anthropic/claude-opus")).isFalse();
        assertThat(permissions.mayUseModel(STRANGER, Scopes.ALL, "signalbox/auto", "anthropic/claude-opus")).isFalse();
    }

    @Test
    void aHostThatDoesNotStandInTheFileActsForNobody() {
        var permissions = permissions("may: [{tool: '*'}]");

        assertThat(permissions.mayActFor(PrincipalName.parse("host:main"))).isTrue();
        assertThat(permissions.mayActFor(PrincipalName.parse("host:other"))).isFalse();
    }

    @Test
    void actingForOthersIsAGrantOfItsOwn() {
        assertThat(permissions("may: [{act-for: true}]").mayActFor(BOT)).isTrue();
        assertThat(permissions("may: [{tool: '*'}]").mayActFor(BOT)).isFalse();
        assertThat(Scopes.parse("tool:*").reachActFor()).isFalse();
    }

    @Test
    void aPermissionCheckThatThrowsDeniesTheCall() {
        var permissions = permissions("may: [{tool: '*', where: {destructive: false}}]");
        var tool = Tools.tool(DESK, "retail.get_order@1.0.0");

        @SuppressWarnings("NullAway") // a broken caller is the point of this test
        var decision = permissions.decide(BOT, Scopes.ALL, tool, null, new Arguments.Any());

        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(((Deny) decision).reason()).startsWith("the check failed: ");
    }

    @Test
    void aToolVersionThatCameLaterIsGrantedToNobody() {
        var permissions = permissions("may: [{tool: '*'}]");
        var later = new Tools().with("retail.get_order@3.0.0", Tools.READS, "{}").catalogue();
        var tool = Tools.tool(later, "retail.get_order@3.0.0");

        var decision = permissions.decide(BOT, Scopes.ALL, tool, tool.effect(), new Arguments.Any());

        assertThat(decision).isInstanceOf(Deny.class);
    }

    private static PermissionDecision call(String role, String tool, String arguments) {
        return decide(permissions(role), BOT, tool, arguments);
    }

    private static PermissionDecision decide(Permissions permissions, PrincipalName who, String id, String arguments) {
        var tool = Tools.tool(DESK, id);
        return permissions.decide(who, Scopes.ALL, tool, tool.effect(), new Arguments.Given(Tools.json(arguments)));
    }

    private static Permissions permissions(String role) {
        return Tools.permissions(DESK, "{roles: {desk: {" + role + "}}, principals: {'agent:bot': {roles: [desk]}}}");
    }
}
