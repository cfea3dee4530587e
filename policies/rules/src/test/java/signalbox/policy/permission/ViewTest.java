package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.Version;
import signalbox.release.ToolCatalogue;

class ViewTest {
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");
    private static final ServerName SHOP = new ServerName("shop");
    private static final Endpoint EVERYTHING = new Endpoint.Everything();
    private static final String INPUT =
            "{amount: {type: number, maximum: 100}, method: {type: string, pattern: '^[a-z_]+$'}, items: {type: array, items: {type: string}}}";

    @Test
    void aListIsOrderedAndHidesWhatMayNotBeCalled() {
        var seen = names(see("may: [{tool: shop.*}], never: [{tool: shop.drop}]", EVERYTHING));

        assertThat(seen).containsExactly("shop.buy@1.0.0", "shop.look@1.0.0");
    }

    @Test
    void aServersEndpointShowsItsToolsAlone() {
        var seen = names(see("may: [{tool: '*'}]", new Endpoint.OfServer(new ServerName("library"))));

        assertThat(seen).containsExactly("library.read@1.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            textBlock = """
                    shop.buy ~ shop.buy@1.0.0
                    shop.buy@>=2 ~ shop.buy@3.0.0
                    shop.buy@2.x ~ shop.buy@2.1.0
                    """)
    void theDefaultIsSeenUnlessTheGrantsExcludeIt(String tool, String expected) {
        var seen = names(see("may: [{tool: '" + tool + "'}]", EVERYTHING));

        assertThat(seen).containsExactly(expected);
    }

    @Test
    void aPinComesBeforeTheDefault() {
        var tools = shop().release("shop.buy", "1.0.0", Map.of("agent:bot", Version.parse("2.0.0"))).catalogue();

        var seen = names(see(tools, "may: [{tool: shop.buy}]", EVERYTHING));

        assertThat(seen).containsExactly("shop.buy@2.0.0");
    }

    @ParameterizedTest
    @CsvSource({"1, shop.buy@1.0.0", "2, shop.buy@2.1.0", "3, shop.buy@3.0.0", "9, shop.buy@3.0.0"})
    void aMajorsEndpointShowsTheHighestVersionUpToIt(int major, String expected) {
        var seen = names(see("may: [{tool: shop.buy}]", new Endpoint.OfMajor(SHOP, major)));

        assertThat(seen).containsExactly(expected);
    }

    @Test
    void aMajorsEndpointGoesDownToWhatTheGrantsAllow() {
        var seen = names(see("may: [{tool: shop.buy@<=2.0.0}]", new Endpoint.OfMajor(SHOP, 2)));

        assertThat(seen).containsExactly("shop.buy@2.0.0");
    }

    @Test
    void aToolWithoutAVersionUpToTheMajorIsHidden() {
        assertThat(see("may: [{tool: shop.buy}]", new Endpoint.OfMajor(SHOP, 0))).isEmpty();
    }

    @Test
    void aToolThatNeedsAnApprovalIsSeen() {
        var seen = names(see("may: [{tool: shop.look, ask: {by: 'person:ada'}}]", EVERYTHING));

        assertThat(seen).containsExactly("shop.look@1.0.0");
    }

    @Test
    void aVersionWhoseWorkIsDoneElsewhereIsNotOfferedHere() {
        var tools = shop().upstream("shop.look@1.0.0").upstream("shop.buy@1.0.0").catalogue();

        var everywhere = names(see(tools, "may: [{tool: shop.*}], never: [{tool: shop.drop}]", EVERYTHING));
        var firstMajor = names(see(tools, "may: [{tool: shop.buy}]", new Endpoint.OfMajor(SHOP, 1)));

        assertThat(everywhere).as("not its default, which is elsewhere").containsExactly("shop.buy@3.0.0");
        assertThat(firstMajor).isEmpty();
    }

    @Test
    void aPinOfAVersionElsewhereIsNoneHere() {
        var tools = shop().release("shop.buy", "1.0.0", Map.of("agent:bot", Version.parse("2.0.0")))
                .upstream("shop.buy@2.0.0").catalogue();

        assertThat(names(see(tools, "may: [{tool: shop.buy}]", EVERYTHING))).containsExactly("shop.buy@1.0.0");
    }

    @Test
    void theOtherPartOfTheViewHoldsWhatAThirdPartyServes() {
        var tools = shop().upstream("shop.look@1.0.0").upstream("shop.buy@1.0.0").upstream("shop.buy@2.0.0").catalogue();
        var permissions = permissions(tools, "may: [{tool: '*'}], never: [{tool: shop.buy@1}]");

        assertThat(names(View.upstream(tools, permissions, BOT, Scopes.ALL, SHOP)))
                .containsExactly("shop.buy@2.0.0", "shop.look@1.0.0");
        assertThat(View.upstream(tools, permissions, BOT, Scopes.parse("tool:library.*"), SHOP)).isEmpty();
        assertThat(View.upstream(tools, permissions, BOT, Scopes.ALL, new ServerName("library"))).isEmpty();
    }

    @Test
    void scopesHideWhatTheyDoNotReach() {
        var permissions = permissions(shop().catalogue(), "may: [{tool: '*'}]");

        var seen = View.of(shop().catalogue(), permissions, BOT, Scopes.parse("tool:library.*"), EVERYTHING);

        assertThat(names(seen)).containsExactly("library.read@1.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '"',
            textBlock = """
                    amount: {maximum: 50, minimum: 1} ~ amount ~ {"type":"number","maximum":50,"minimum":1}
                    amount: {maximum: 500} ~ amount ~ {"type":"number","maximum":100}
                    amount: {enum: [5, 500]} ~ amount ~ {"type":"number","maximum":100,"const":5}
                    method: {enum: [card, cash]} ~ method ~ {"type":"string","pattern":"^[a-z_]+$","enum":["card","cash"]}
                    method: {pattern: '^gift_'} ~ method ~ {"type":"string","pattern":"^[a-z_]+$","allOf":[{"pattern":"^gift_"}]}
                    items: {in: [a, b]} ~ items ~ {"type":"array","items":{"type":"string","enum":["a","b"]}}
                    """)
    void theOnlyGrantNarrowsTheSchema(String constraint, String property, String expected) {
        var input = see("may: [{tool: shop.buy, args: {" + constraint + "}}]", EVERYTHING).getFirst().narrowedInput();

        assertThat(input.at("/properties/" + property)).hasToString(expected);
        assertThat(input.path("required").toString()).contains(property);
    }

    @Test
    void aValueThatOneOfSeveralGrantsAllowsStaysInTheSchema() {
        var input = see("may: [{tool: shop.buy, args: {amount: {maximum: 5}}}, {tool: shop.buy, args: {method: {const: card}}}]", EVERYTHING)
                .getFirst().narrowedInput();

        assertThat(input).isEqualTo(Tools.yaml("{type: object, properties: " + INPUT + "}"));
    }

    @Test
    void listsOfSeveralGrantsAreShownTogether() {
        var input = see("may: [{tool: shop.buy, args: {method: {const: card}}}, {tool: shop.buy, args: {method: {enum: [cash, card]}}}]", EVERYTHING)
                .getFirst().narrowedInput();

        assertThat(input.at("/properties/method/enum")).isEqualTo(Tools.json("{\"x\": [\"card\", \"cash\"]}").path("x"));
    }

    @Test
    void theDescriptorsOwnSchemaStaysAsItIs() {
        var tools = shop().catalogue();

        see(tools, "may: [{tool: shop.buy, args: {amount: {maximum: 5}}}]", EVERYTHING);

        assertThat(Tools.tool(tools, "shop.buy@1.0.0").input()).isEqualTo(Tools.yaml("{type: object, properties: " + INPUT + "}"));
    }

    private static Tools shop() {
        return new Tools()
                .with("shop.buy@1.0.0", Tools.WRITES, INPUT)
                .with("shop.buy@2.0.0", Tools.WRITES, INPUT)
                .with("shop.buy@2.1.0", Tools.WRITES, INPUT)
                .with("shop.buy@3.0.0", Tools.WRITES, INPUT)
                .with("shop.look@1.0.0", Tools.READS, "{}")
                .with("shop.drop@1.0.0", Tools.DESTROYS, "{}")
                .with("library.read@1.0.0", Tools.READS, "{}");
    }

    private static List<ViewedTool> see(String role, Endpoint endpoint) {
        return see(shop().catalogue(), role, endpoint);
    }

    private static List<ViewedTool> see(ToolCatalogue tools, String role, Endpoint endpoint) {
        return View.of(tools, permissions(tools, role), BOT, Scopes.ALL, endpoint);
    }

    private static List<String> names(List<ViewedTool> tools) {
        return tools.stream().map(tool -> tool.descriptor().id().toString()).toList();
    }

    private static Permissions permissions(ToolCatalogue tools, String role) {
        return Tools.permissions(tools, "{roles: {desk: {" + role + "}}, principals: {'agent:bot': {roles: [desk]}}}");
    }
}
