package signalbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;

/// The direction of imports: each room knows only the rooms to its left.
///
/// @param root the package that holds the rooms; a planted copy of them elsewhere proves that the rule can fail
record Rooms(String root) {
    private static final List<String> HOST = List.of("telemetry", "turn", "wire", "ledger", "tool", "model", "route", "run", "api");
    /// The modules from the ground up; none knows one above it.
    private static final List<List<String>> FLOORS = List.of(
            List.of("json", "ids", "http", "database", "testing"),
            List.of("source", "descriptor", "release"),
            List.of("policy"),
            List.of("identity"),
            List.of("kit", "client"),
            List.of("retail", "knowledge", "host"),
            List.of("app"));
    private static final List<String> FEATURES = List.of(
            "kit.telemetry", "kit.content", "kit.input", "kit.tool", "kit.prompt", "kit.resource", "kit.endpoint", "kit.view",
            "kit.audit", "kit.work", "kit.call", "kit.feature", "kit.notification");
    private static final List<String> PROTOCOLS =
            List.of("http.server", "kit.rpc", "kit.protocol", "kit.modern", "kit.legacy", "kit.listener");
    private static final List<String> PLAIN = List.of(
            "json", "ids", "http", "source", "descriptor", "release", "policy", "identity.issuer", "identity.jwt",
            "identity.challenge", "identity.bearer", "host.api", "host.telemetry", "host.turn", "host.wire", "host.route", "host.model.offline", "client", "app.stdio");

    List<String> violations(JavaClasses classes) {
        var found = new ArrayList<String>();
        rules().forEach(rule -> found.addAll(details(rule.allowEmptyShould(true).evaluate(classes))));
        return found;
    }

    /// The packages that are on no floor, so that no rule would hold them down.
    List<String> unplaced(JavaClasses classes) {
        var placed = FLOORS.stream().flatMap(List::stream).toList();
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(root + "."))
                .map(name -> name.substring(root.length() + 1).split("\\.", 2)[0])
                .filter(name -> !placed.contains(name))
                .distinct()
                .sorted()
                .toList();
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
        rules.add(strangers(FEATURES, PROTOCOLS));
        rules.add(strangers(List.of("kit.modern"), List.of("kit.legacy")));
        rules.add(strangers(List.of("kit.legacy"), List.of("kit.modern")));
        for (int i = 0; i < FLOORS.size(); i++) {
            rules.add(strangers(FLOORS.get(i), FLOORS.subList(i + 1, FLOORS.size()).stream().flatMap(List::stream).toList()));
        }
        rules.add(strangers(List.of("client.exchange"), List.of("client.modern", "client.legacy", "client.oauth")));
        rules.add(noClasses().that().resideInAnyPackage(root + ".host..", root + ".client..", root + ".kit..")
                .and().resideOutsideOfPackages(root + ".client.legacy..", root + ".kit.legacy..")
                .should().dependOnClassesThat().resideInAPackage("io.modelcontextprotocol.."));
        rules.add(noClasses().that().resideInAPackage(root + ".host..")
                .should().dependOnClassesThat()
                .resideInAnyPackage(root + ".kit..", root + ".retail..", root + ".knowledge..", root + ".app.."));
        rules.add(noClasses().that().resideInAnyPackage(root + ".kit..", root + ".retail..", root + ".knowledge..")
                .should().dependOnClassesThat().resideInAnyPackage(root + ".host..", root + ".app.."));
        rules.add(noClasses().that().resideInAnyPackage(root + ".http..", root + ".identity..", root + ".kit..", root + ".host..")
                .should().dependOnClassesThat().resideInAnyPackage("jakarta..", "org.apache.catalina.."));
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
