package signalbox.kit.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import signalbox.kit.content.Content;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.ClientCapability;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.tool.ToolAnswer;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tools that the suite calls.
final class FixtureTools {
    /// One red pixel.
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    /// No sample at all.
    private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private FixtureTools() {}

    static Map<String, ToolWork> work(Runnable toolChange, Runnable promptChange) {
        var work = new LinkedHashMap<String, ToolWork>();
        content(work);
        asking(work);
        inputRequired(work);
        work.put("testTriggerToolChange", _ -> triggered(toolChange));
        work.put("testTriggerPromptChange", _ -> triggered(promptChange));
        work.put("testExtra", _ -> ToolOutcome.text("There."));
        work.put("jsonSchema202012Tool", _ -> ToolOutcome.text("Fits."));
        work.put("testMirroredHeaders", request -> ToolOutcome.text(request.arguments().toString()));
        return work;
    }

    private static void content(Map<String, ToolWork> work) {
        work.put("testSimpleText", _ -> ToolOutcome.text("This is a simple text response for testing."));
        work.put("testImageContent", _ -> ToolOutcome.of(new Content.Image("image/png", PNG)));
        work.put("testAudioContent", _ -> ToolOutcome.of(new Content.Audio("audio/wav", WAV)));
        work.put("testEmbeddedResource", _ -> ToolOutcome.of(embedded(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.")));
        work.put("testMultipleContentTypes", _ -> ToolOutcome.of(
                new Content.Text("Multiple content types test:"), new Content.Image("image/png", PNG),
                embedded("test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}")));
        work.put("testErrorHandling", _ -> ToolOutcome.error("This tool intentionally returns an error for testing"));
        work.put("testToolWithLogging", request -> {
            log(request, "Tool execution started");
            LockSupport.parkNanos(PAUSE.toNanos());
            log(request, "Tool processing data");
            LockSupport.parkNanos(PAUSE.toNanos());
            log(request, "Tool execution completed");
            return ToolOutcome.text("Logged three times.");
        });
        work.put("testLoggingTool", request -> {
            log(request, "Logged.");
            return ToolOutcome.text("Logged once.");
        });
        work.put("testToolWithProgress", request -> {
            request.client().progress(0, 100.0, "begun");
            LockSupport.parkNanos(PAUSE.toNanos());
            request.client().progress(50, 100.0, "half done");
            LockSupport.parkNanos(PAUSE.toNanos());
            request.client().progress(100, 100.0, "done");
            return ToolOutcome.text("Reported three times.");
        });
    }

    private static void asking(Map<String, ToolWork> work) {
        work.put("testSampling", request -> {
            var question = sampling(request.arguments().path("prompt").stringValue());
            var answer = request.answers().to("words");
            return answer == null
                    ? ask("words", question)
                    : ToolOutcome.text("LLM response: " + answer.path("content").path("text").asString(""));
        });
        work.put("testElicitation", request -> {
            var schema = json("""
                    {"type": "object", "required": ["username", "email"], "properties": {
                     "username": {"type": "string", "description": "User's response"},
                     "email": {"type": "string", "description": "User's email address"}}}""");
            var answer = request.answers().to("user");
            return answer == null
                    ? ask("user", new InputRequest.Form(request.arguments().path("message").stringValue(), schema))
                    : ToolOutcome.text("User response: " + answer);
        });
        work.put("testElicitationSep1034Defaults", request -> completed(request, """
                {"type": "object", "properties": {
                 "name": {"type": "string", "default": "John Doe"}, "age": {"type": "integer", "default": 30},
                 "score": {"type": "number", "default": 95.5},
                 "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
                 "verified": {"type": "boolean", "default": true}}}"""));
        work.put("testElicitationSep1330Enums", request -> completed(request, """
                {"type": "object", "properties": {
                 "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
                 "titledSingle": {"type": "string", "oneOf": [{"const": "value1", "title": "First Option"},
                   {"const": "value2", "title": "Second Option"}, {"const": "value3", "title": "Third Option"}]},
                 "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                   "enumNames": ["Option One", "Option Two", "Option Three"]},
                 "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
                 "titledMulti": {"type": "array", "items": {"anyOf": [{"const": "value1", "title": "First Choice"},
                   {"const": "value2", "title": "Second Choice"}, {"const": "value3", "title": "Third Choice"}]}}}}"""));
        work.put("testMissingCapability", request -> request.answers().to("words") == null
                ? ask("words", sampling("Anything."))
                : ToolOutcome.text("Done."));
        work.put("testStreamingElicitation", request -> {
            request.client().progress(1, 2.0, "about to ask");
            return request.answers().to("name") == null ? ask("name", name()) : ToolOutcome.text("Done.");
        });
    }

    private static void inputRequired(Map<String, ToolWork> work) {
        work.put("testInputRequiredResultElicitation", request -> {
            var answer = request.answers().to("user_name");
            return answer == null
                    ? ask("user_name", name())
                    : ToolOutcome.text("Hello, " + answer.path("content").path("name").asString("") + "!");
        });
        work.put("testInputRequiredResultSampling", request -> request.answers().to("capital_question") == null
                ? ask("capital_question", sampling("What is the capital of France?"))
                : ToolOutcome.text("Thank you."));
        work.put("testInputRequiredResultListRoots", request -> request.answers().to("client_roots") == null
                ? ask("client_roots", new InputRequest.Roots())
                : ToolOutcome.text("Thank you."));
        work.put("testInputRequiredResultRequestState", FixtureTools::confirmed);
        work.put("testInputRequiredResultTamperedState", FixtureTools::confirmed);
        work.put("testInputRequiredResultMultipleInputs", request -> request.answers().given().size() == 3
                ? ToolOutcome.text("Thank you.")
                : asking("", Map.of("user_name", name(), "greeting", sampling("Generate a greeting"), "client_roots", new InputRequest.Roots())));
        work.put("testInputRequiredResultMultiRound", request -> {
            if (request.answers().to("step2") != null) {
                return ToolOutcome.text("You are " + request.answers().state() + ".");
            }
            var first = request.answers().to("step1");
            return first == null
                    ? ask("step1", form("Step 1: What is your name?", "name"))
                    : asking(first.path("content").path("name").asString(""),
                            Map.of("step2", form("Step 2: What is your favorite color?", "color")));
        });
        work.put("testInputRequiredResultCapabilities", request -> {
            var questions = new LinkedHashMap<String, InputRequest>();
            if (request.client().can(ClientCapability.ELICITATION)) {
                questions.put("name", name());
            }
            if (request.client().can(ClientCapability.SAMPLING)) {
                questions.put("words", sampling("Anything."));
            }
            return questions.isEmpty() || !request.answers().given().isEmpty()
                    ? ToolOutcome.text("Nothing more to ask.")
                    : asking("", questions);
        });
    }

    private static ToolAnswer confirmed(ToolRequest request) {
        var schema = json("{\"type\": \"object\", \"properties\": {\"ok\": {\"type\": \"boolean\"}}, \"required\": [\"ok\"]}");
        return request.answers().state().equals("kept")
                ? ToolOutcome.text("Confirmed.")
                : asking("kept", Map.of("confirm", new InputRequest.Form("Please confirm", schema)));
    }

    private static ToolAnswer completed(ToolRequest request, String schema) {
        var answer = request.answers().to("form");
        return answer == null
                ? ask("form", new InputRequest.Form("Please review", json(schema)))
                : ToolOutcome.text("Elicitation completed: action=" + answer.path("action").asString("") + ", content=" + answer.path("content"));
    }

    static InputRequest.Form form(String message, String field) {
        return new InputRequest.Form(message, json("{\"type\": \"object\", \"properties\": {\"" + field
                + "\": {\"type\": \"string\"}}, \"required\": [\"" + field + "\"]}"));
    }

    static Content.Embedded embedded(String uri, String mimeType, String text) {
        return new Content.Embedded(new ResourceContents.Text(URI.create(uri), mimeType, text));
    }

    private static InputRequest.Form name() {
        return form("What is your name?", "name");
    }

    private static InputRequest.Sampling sampling(String text) {
        var params = JsonNodeFactory.instance.objectNode();
        params.putArray("messages").addObject().put("role", "user").putObject("content").put("type", "text").put("text", text);
        return new InputRequest.Sampling(params.put("maxTokens", 100));
    }

    private static ToolAnswer ask(String key, InputRequest question) {
        return new ToolAnswer.Asking(InputRequired.one(key, question));
    }

    private static ToolAnswer asking(String state, Map<String, InputRequest> questions) {
        return new ToolAnswer.Asking(new InputRequired(questions, state));
    }

    private static ToolAnswer triggered(Runnable change) {
        change.run();
        return ToolOutcome.text("Changed.");
    }

    private static void log(ToolRequest request, String text) {
        request.client().log(LoggingLevel.INFO, JsonNodeFactory.instance.stringNode(text));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
