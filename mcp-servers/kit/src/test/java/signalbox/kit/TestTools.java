package signalbox.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.tool.ToolAnswer;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The work behind the tools of `src/test/tools`, and what it met.
public final class TestTools {
    public final AtomicInteger echoes = new AtomicInteger();

    /// One permit for each work of `wait` or `slow` that has begun, and one for each that was interrupted.
    public final Semaphore begun = new Semaphore(0);

    public final Semaphore interrupted = new Semaphore(0);

    /// How many works of `ask` have come to their end.
    public final AtomicInteger asked = new AtomicInteger();

    /// The other end of the latest call of `report`.
    public volatile Client reporting = Client.SILENT;

    Map<String, ToolWork> yard() {
        return Map.of(
                "echo", request -> {
                    echoes.incrementAndGet();
                    return ToolOutcome.text(request.caller() + " says " + request.arguments().path("text").asString(""));
                },
                "big", request -> ToolOutcome.text("x".repeat(request.arguments().path("bytes").asInt(0))),
                "slow", request -> {
                    marked(request, ToolOutcome.text(""));
                    return forever();
                },
                "fail", request -> marked(request, ToolOutcome.error("Error: refused")),
                "crash", request -> {
                    marked(request, ToolOutcome.text(""));
                    throw new IllegalStateException("secret of the implementation");
                },
                "odd", request -> marked(request, ToolOutcome.structured("odd", request.arguments())),
                "count", TestTools::count,
                "countTyped", request -> {
                    var counted = count(request);
                    var tree = JsonNodeFactory.instance.objectNode().put("count", Integer.parseInt(counted.text()));
                    return ToolOutcome.structured(tree.toString(), tree);
                });
    }

    Map<String, ToolWork> depot() {
        return Map.of("secret", _ -> ToolOutcome.text("told"));
    }

    Map<String, ToolWork> shed() {
        return Map.of(
                "ask", this::ask,
                "wait", request -> {
                    request.client().progress(1, null, "begun");
                    return forever();
                },
                "report", this::report,
                "tell", request -> ToolOutcome.structured("told", request.arguments()),
                "pour", request -> Flood.of(request.arguments()),
                "mirror", request -> ToolOutcome.text(request.arguments().toString()));
    }

    /// Leaves a mark and asks for a name; with the name it leaves the mark and ends.
    private ToolAnswer ask(ToolRequest request) {
        marked(request, ToolOutcome.text(""));
        var answer = request.answers().to("name");
        if (answer == null) {
            return new ToolAnswer.Asking(new InputRequired(Map.of("name", question(request)), "left by " + request.caller()));
        }
        asked.incrementAndGet();
        return ToolOutcome.text(request.caller() + " got " + answer.path("content").path("name").asString(answer.path("action").asString(""))
                + ", " + request.answers().state());
    }

    private static InputRequest question(ToolRequest request) {
        return switch (request.arguments().path("of").asString("person")) {
            case "model" -> new InputRequest.Sampling(JsonMapper.shared().createObjectNode().put("maxTokens", 1));
            case "folders" -> new InputRequest.Roots();
            default -> new InputRequest.Form("Your name?", JsonMapper.shared().readTree("""
                    {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 20}}}""").asObject());
        };
    }

    private ToolOutcome report(ToolRequest request) {
        reporting = request.client();
        int times = request.arguments().path("times").asInt(1);
        if (!request.arguments().path("quiet").asBoolean(false)) {
            told(request, times, " ".repeat(request.arguments().path("padding").asInt(0)));
        }
        return ToolOutcome.text("reported " + times);
    }

    private static void told(ToolRequest request, int times, String padding) {
        for (int i = 1; i <= times; i++) {
            request.client().progress(i, (double) times, "step " + i + padding);
        }
        for (var odd : List.of((double) times, 0.5, Double.NaN, Double.POSITIVE_INFINITY)) {
            request.client().progress(odd, Double.NaN, "no further");
        }
        request.client().log(LoggingLevel.INFO, JsonNodeFactory.instance.stringNode("reported"));
    }

    private static ToolOutcome count(ToolRequest request) {
        var counter = request.arguments().path("counter").asString("");
        for (int i = 0; i < request.arguments().path("by").asInt(1); i++) {
            TestDatabase.mark(counter);
        }
        return ToolOutcome.text(String.valueOf(TestDatabase.marks(counter)));
    }

    private static ToolOutcome marked(ToolRequest request, ToolOutcome outcome) {
        TestDatabase.mark(request.arguments().path("mark").asString(""));
        return outcome;
    }

    private ToolOutcome forever() {
        begun.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            interrupted.release();
            Thread.currentThread().interrupt();
        }
        return ToolOutcome.text("too late");
    }
}
