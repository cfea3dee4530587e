package signalbox.app.demo;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import signalbox.app.terminal.Terminal;
import signalbox.app.terminal.Terminal.Tone;
import signalbox.policy.Rulebook;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.JsonNodeFactory;

/// The demonstration, scene by scene, over the host's own HTTP surface.
public final class Demo {
    private static final Scene LOOK_UP = new Scene(
            "An order lookup",
            PrincipalName.parse("agent:support-desk"),
            "Hello, this is Mara Lindgren. What is the status of my order #W1000002?",
            List.of("retail.get_order_details@2.0.0 allow"));
    private static final Scene RETURN = new Scene(
            "A return of delivered items",
            PrincipalName.parse("agent:support-desk"),
            "I want to return the kettle of my delivered order #W1000001. Please refund my credit card.",
            List.of("retail.get_order_details@2.0.0 allow", "retail.return_delivered_order_items@2.0.0 allow"));
    private static final Scene DENIED = new Scene(
            "A request that its caller may not make",
            PrincipalName.parse("agent:support-desk"),
            "Please cancel my pending order #W1000003, it is no longer needed.",
            List.of("retail.cancel_pending_order@2.0.0 deny"));
    private static final int DENIED_AT = 2;
    private static final List<Scene> TWO_VERSIONS = List.of(
            onVersion("agent:returns-v1", "1.0.0"), onVersion("agent:returns-v2", "2.0.0"));

    private final Stage stage;
    private final Terminal terminal;
    private final Report report;

    /// @param token a fresh token for a principal
    /// @param resetDesk puts the order desk back to how it was
    /// @param explain what `explain` prints of an id
    /// @param live whether real models answer; they plan as they like, so their calls are not compared
    public record Stage(
            URI host, Function<PrincipalName, String> token, Runnable resetDesk, Rulebook rules,
            Function<String, String> explain, boolean live) {}

    public Demo(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
        report = new Report(terminal, stage.live());
    }

    /// Plays everything; true where every step did what it should.
    public boolean play() throws IOException, InterruptedException {
        var played = new ArrayList<PlayedScene>();
        for (var scene : List.of(LOOK_UP, RETURN, DENIED)) {
            var one = play(scene);
            played.add(one);
            report.scene(played.size(), one);
        }
        var pair = new ArrayList<PlayedScene>();
        for (var scene : TWO_VERSIONS) {
            stage.resetDesk().run();
            pair.add(play(scene));
        }
        report.together(played.size() + 1, "The same return on version 1 and on version 2, side by side", pair);
        played.addAll(pair);
        bill(played);
        played.get(DENIED_AT).denial().ifPresent(decision -> report.why(decision, stage.explain().apply(decision)));
        boolean good = played.stream().allMatch(each -> each.isGood(stage.live()));
        report.verdict(good);
        report.next();
        return good;
    }

    private PlayedScene play(Scene scene) throws IOException, InterruptedException {
        var client = new HostClient(stage.host(), stage.token().apply(scene.caller()));
        var body = JsonNodeFactory.instance.objectNode();
        body.put("input", scene.message()).put("task", "support");
        var run = client.run(body);
        return new PlayedScene(scene, run, client.routed(run.path("id").asString("")));
    }

    private void bill(List<PlayedScene> played) {
        var strongest = stage.rules().models().models().values().stream()
                .max(Comparator.comparingLong((ModelEntry model) -> model.price().output()))
                .orElseThrow();
        var bill = Savings.of(played, strongest);
        terminal.blank();
        terminal.line(Tone.BOLD, "The bill");
        terminal.line("   routed by the policy      " + bill.routed() + " USD");
        terminal.line("   always " + strongest.name() + "      " + bill.strong() + " USD   (the same tokens at its price)");
        terminal.line(Tone.GOOD, "   saved                     " + bill.saved() + " %");
        if (!stage.live()) {
            terminal.blank();
            report.paragraph("The offline planner made the answers: it is deterministic, needs no key, and is no language model."
                    + " Its prices in policies/demo/models.yaml stand for a typical small and a typical strong model.");
        }
    }

    private static Scene onVersion(String caller, String version) {
        return new Scene(
                "", PrincipalName.parse(caller), RETURN.message(),
                List.of(
                        "retail.get_order_details@" + version + " allow",
                        "retail.return_delivered_order_items@" + version + " allow"));
    }
}
