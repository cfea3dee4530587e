package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Verdict;
import signalbox.source.Place;
import signalbox.source.Problem;
import tools.jackson.databind.node.ObjectNode;

/// A condition sees 64 KiB of arguments; how much was done is told by what was asked for, not by a clock.
class BoundedFactsTest {
    private static final int MOST = 64 << 10;
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void argumentsOfSixtyFourKibibytesAreLookedAt() {
        var verdict = ask("size(args.note) > 0", note(MOST));

        assertThat(verdict).isEqualTo(new Verdict.Holds());
        assertThat(looks).hasPositiveValue();
    }

    @Test
    void aConditionOverOneByteMoreIsNotEvenBegun() {
        var verdict = ask("size(args.note) > 0", note(MOST + 1));

        assertThat(verdict).isEqualTo(new Verdict.Errs("the arguments are larger than 65536 bytes of canonical JSON"));
        assertThat(looks).hasValue(0);
    }

    @Test
    void bytesAreCountedAndNotCharacters() {
        var verdict = ask("true || 'x' in args", Tools.json("{\"note\": \"" + "ä".repeat(MOST / 2) + "\"}"));

        assertThat(verdict).isInstanceOf(Verdict.Errs.class);
        assertThat(looks).hasValue(0);
    }

    @Test
    void aConditionThatDoesNotReadTheArgumentsIsDecidedWhateverTheirSize() {
        var verdict = ask("caller == 'agent:bot'", note(MOST + 1));

        assertThat(verdict).isEqualTo(new Verdict.Holds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    may: [{tool: retail.get_order, when: 'size(args.order_id) > 0'}] ~ allow ~ deny
                    may: [{tool: '*'}], never: [{tool: '*', when: 'size(args.order_id) == 0'}] ~ allow ~ deny
                    may: [{tool: '*', ask: {by: 'person:ada', when: 'size(args.order_id) == 0'}}] ~ allow ~ ask
                    may: [{tool: '*', args: {order_id: {pattern: '^a+$'}}}] ~ allow ~ allow
                    """)
    void whatCannotBeLookedAtFailsClosed(String role, String within, String beyond) {
        var permissions = Tools.permissions(
                Tools.desk(), "{roles: {desk: {" + role + "}}, principals: {'agent:bot': {roles: [desk]}}}");

        assertThat(call(permissions, MOST).word()).isEqualTo(within);
        assertThat(call(permissions, MOST + 1).word()).isEqualTo(beyond);
    }

    @Test
    void anAdministratorReadsThatTheArgumentsWereTooLarge() {
        var permissions = Tools.permissions(Tools.desk(), "{roles: {desk: {may: [{tool: '*', when: 'size(args.order_id) > 0'}]}},"
                + " principals: {'agent:bot': {roles: [desk]}}}");

        var decision = call(permissions, 500_000);

        assertThat(((PermissionDecision.Deny) decision).reason()).isEqualTo("no rule matched; tried desk.may[0] in permissions.yaml:1:"
                + " its condition on 'order_id' could not be decided, the arguments are larger than 65536 bytes of canonical JSON:"
                + " size(args.order_id) > 0");
    }

    private static PermissionDecision call(Permissions permissions, int bytes) {
        var tool = Tools.tool(Tools.desk(), "retail.get_order@1.0.0");
        var arguments = Tools.json("{\"order_id\": \"" + "a".repeat(bytes - "{\"order_id\":\"\"}".length()) + "\"}");
        return permissions.decide(BOT, Scopes.ALL, tool, tool.effect(), new Arguments.Given(arguments));
    }

    private Verdict ask(String text, ObjectNode arguments) {
        var tool = Tools.tool(Tools.desk(), "retail.get_order@1.0.0");
        var facts = new CallFacts(BOT, tool, tool.effect(), arguments);
        Function<String, @Nullable Object> counted = name -> {
            looks.incrementAndGet();
            return facts.apply(name);
        };
        return new BoundedFacts(counted, arguments).ask(condition(text));
    }

    /// Arguments of exactly so many bytes of canonical JSON.
    private static ObjectNode note(int bytes) {
        return Tools.json("{ \"note\" : \"" + "a".repeat(bytes - "{\"note\":\"\"}".length()) + "\" }");
    }

    private static Condition condition(String text) {
        return CallFacts.CONDITIONS.compile(text, (offset, message, hint) ->
                        Problem.error(new Place("test", 1, offset + 1), text, message, hint))
                .fold(condition -> condition, problems -> {
                    throw new AssertionError(Problem.rendered(problems));
                });
    }
}
