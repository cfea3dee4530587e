package signalbox.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;

/// The direction of imports: each room knows only the rooms to its left.
///
/// @param root the package that holds the rooms; a planted copy of them elsewhere proves that the rule can fail
record Rooms(String root) {
    private static final List<String> HOST = List.of("turn", "ledger", "tool", "model", "route", "run", "api");
    private static final List<String> DESKS = List.of(
            "kit.content", "kit.ask", "kit.prompt", "kit.resource", "kit.work", "kit.desk", "kit.notice");
    private static final List<String> WIRES = List.of("kit.http", "kit.rpc", "kit.wire", "kit.modern", "kit.legacy", "kit.door");
    private static final List<String> PLAIN = List.of(
            "source", "descriptor", "policy", "identity.issuer", "identity.jwt", "identity.challenge", "host.turn", "host.route",
            "host.model.openai", "host.model.anthropic", "host.model.gemini", "host.model.offline", "client", "app.stdio");

    List<String> violations(JavaClasses classes) {
        var found = new ArrayList<String>();
        rules().forEach(rule -> found.addAll(details(rule.allowEmptyShould(true).evaluate(classes))));
        return found;
    }

    private List<ArchRule> rules() {
        var rules = new ArrayList<ArchRule>();
        for (int i = 0; i < HOST.size(); i++) {
            rules.add(leftOnly(HOST.get(i), HOST.subList(i + 1, HOST.size())));
        }
        for (var room : PLAIN) {
            rules.add(noClasses().that().resideInAPackage(root + "." + room + "..")
                    .should().dependOnClassesThat().resideInAPackage("org.springframework.."));
        }
        rules.add(noClasses().that().resideInAPackage(root + ".client..")
                .should().dependOnClassesThat()
                .resideInAnyPackage(root + ".host..", root + ".kit..", root + ".app..", root + ".identity.."));
        rules.add(strangers(DESKS, WIRES));
        rules.add(strangers(List.of("kit.modern"), List.of("kit.legacy")));
        rules.add(strangers(List.of("kit.legacy"), List.of("kit.modern")));
        rules.add(strangers(List.of("client.http"), List.of("client.exchange", "client.modern", "client.legacy", "client.oauth")));
        rules.add(strangers(List.of("client.exchange"), List.of("client.modern", "client.legacy", "client.oauth")));
        rules.add(noClasses().that().resideInAnyPackage(root + ".host..", root + ".client..", root + ".kit..")
                .and().resideOutsideOfPackages(root + ".client.legacy..", root + ".kit.legacy..")
                .should().dependOnClassesThat().resideInAPackage("io.modelcontextprotocol.."));
        rules.add(noClasses().that().resideInAPackage(root + ".host..")
                .should().dependOnClassesThat()
                .resideInAnyPackage(root + ".kit..", root + ".retail..", root + ".knowledge..", root + ".app.."));
        rules.add(noClasses().that().resideInAnyPackage(root + ".kit..", root + ".retail..", root + ".knowledge..")
                .should().dependOnClassesThat().resideInAnyPackage(root + ".host..", root + ".app.."));
        rules.add(noClasses().that().resideInAPackage(root + ".identity..")
                .and().resideOutsideOfPackage(root + ".identity.web..")
                .should().dependOnClassesThat().resideInAPackage("jakarta.."));
        rules.add(noClasses().that().resideInAPackage(root + "..")
                .should().dependOnClassesThat().resideInAPackage("org.springframework.expression.."));
        return rules;
    }

    private ArchRule leftOnly(String room, List<String> right) {
        return strangers(List.of("host." + room), right.stream().map(name -> "host." + name).toList());
    }

    private ArchRule strangers(List<String> rooms, List<String> others) {
        return noClasses().that().resideInAnyPackage(packages(rooms))
                .should().dependOnClassesThat().resideInAnyPackage(packages(others));
    }

    private String[] packages(List<String> rooms) {
        return rooms.stream().map(room -> root + "." + room + "..").toArray(String[]::new);
    }

    private static List<String> details(EvaluationResult result) {
        return result.getFailureReport().getDetails();
    }
}
