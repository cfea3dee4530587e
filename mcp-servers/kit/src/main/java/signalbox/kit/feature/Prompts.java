package signalbox.kit.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.content.ContentSize;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.kit.prompt.PromptSource;
import signalbox.policy.grant.NearNames;
import signalbox.kit.view.ToolNames;
import signalbox.kit.work.TimedOutcome;
import signalbox.policy.permission.PermissionDecision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lists prompts and uses them, as the policy now allows each caller.
public final class Prompts {
    private static final int MOST_BYTES = 4 << 20;

    private final Supplier<ToolRules> rules;
    private final Map<ServerName, PromptSource> servers = new HashMap<>();
    private final RecordedReads reads;
    private final DecisionRecorder recorder;

    Prompts(Supplier<ToolRules> rules, List<ToolServer> servers, RecordedReads reads, DecisionRecorder recorder) {
        this.rules = rules;
        this.reads = reads;
        this.recorder = recorder;
        servers.forEach(server -> this.servers.put(server.name(), server.prompts()));
    }

    /// In the order of their names.
    public List<ListedPrompt> list(CallerContext caller) {
        return offered(caller).stream()
                .filter(listed -> decide(caller, listed).isAllow())
                .toList();
    }

    public GetPromptResult get(CallContext context, String name, Map<String, String> arguments) {
        var caller = context.caller();
        var listed = find(caller, name);
        if (listed == null) {
            var why = DecisionRecorder.Why.request(rules.get().permissions().revision(), "no such prompt here");
            reads.refuse(recorder.denial(caller, subject(name, arguments), "unknown-prompt", why), CallOutcome.DENIED);
            return notFound(caller, name);
        }
        var decision = decide(caller, listed);
        var recorded = recorder.of(caller, subject(permissionName(listed), arguments), decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> {
                var problem = problem(listed.prompt(), arguments);
                if (problem != null) {
                    reads.refuse(recorded, CallOutcome.INVALID);
                    yield new GetPromptResult.Unfit(problem);
                }
                var request = new PromptRequest(
                        listed.prompt().name(), arguments, caller.principal(), context.client(), context.responses(),
                        tool -> ToolNames.at(caller.endpoint(), listed.server().value(), tool));
                yield result(reads.read(recorded, context.client(), () -> prompts(listed).get(request), Prompts::outcome));
            }
            case PermissionDecision.OutOfScope(var _, var _, var _, var scopes) -> {
                reads.refuse(recorded, CallOutcome.DENIED);
                yield new GetPromptResult.OutOfScope(scopes);
            }
            case PermissionDecision.Ask _, PermissionDecision.Deny _ -> {
                reads.refuse(recorded, CallOutcome.DENIED);
                yield notFound(caller, name);
            }
        };
    }

    /// Values for an argument of a prompt that the caller may use; null where there is none.
    public @Nullable List<String> complete(CallerContext caller, String name, Completion completing) {
        var listed = find(caller, name);
        return listed == null || !decide(caller, listed).isAllow()
                ? null
                : prompts(listed).complete(
                        listed.prompt().name(), completing.argument(), completing.start(), completing.others());
    }

    private GetPromptResult notFound(CallerContext caller, String name) {
        return new GetPromptResult.NotFound(name, NearNames.to(name, list(caller).stream().map(ListedPrompt::name).toList()));
    }

    private PermissionDecision decide(CallerContext caller, ListedPrompt listed) {
        return rules.get().permissions().decidePrompt(caller.principal(), caller.scopes(), permissionName(listed));
    }

    private static String permissionName(ListedPrompt listed) {
        return listed.server() + "." + listed.prompt().name();
    }

    private static DecisionRecorder.Subject subject(String name, Map<String, String> arguments) {
        return DecisionRecorder.Subject.of("prompt " + name, tree(arguments));
    }

    private PromptSource prompts(ListedPrompt listed) {
        return servers.getOrDefault(listed.server(), PromptSource.NONE);
    }

    private @Nullable ListedPrompt find(CallerContext caller, String name) {
        for (var listed : offered(caller)) {
            if (listed.name().equals(name)) {
                return listed;
            }
        }
        return null;
    }

    private List<ListedPrompt> offered(CallerContext caller) {
        var only = EndpointPath.server(caller.endpoint());
        var found = new ArrayList<ListedPrompt>();
        servers.forEach((server, prompts) -> {
            if (only == null || only.equals(server)) {
                prompts.list().forEach(prompt -> found.add(new ListedPrompt(
                        ToolNames.at(caller.endpoint(), server.value(), prompt.name()), server, prompt)));
            }
        });
        found.sort(Comparator.comparing(ListedPrompt::name));
        return found;
    }

    private static @Nullable String problem(Prompt prompt, Map<String, String> arguments) {
        var known = prompt.arguments().stream().map(Prompt.Argument::name).toList();
        for (var name : arguments.keySet()) {
            if (!known.contains(name)) {
                return "The prompt has no argument of that name; it has " + (known.isEmpty() ? "none" : String.join(", ", known)) + ".";
            }
        }
        var missing = prompt.arguments().stream()
                .filter(argument -> argument.required() && !arguments.containsKey(argument.name()))
                .map(Prompt.Argument::name)
                .toList();
        return missing.isEmpty() ? null : "The prompt needs " + String.join(", ", missing) + ".";
    }

    private static CallOutcome outcome(PromptAnswer answer) {
        return switch (answer) {
            case PromptAnswer.Messages messages -> size(messages) > MOST_BYTES ? CallOutcome.ERROR : CallOutcome.OK;
            case PromptAnswer.Unfit _ -> CallOutcome.INVALID;
            case PromptAnswer.Asking _ -> CallOutcome.ASKED;
        };
    }

    private static GetPromptResult result(TimedOutcome<PromptAnswer> ended) {
        return switch (ended) {
            case TimedOutcome.Finished<PromptAnswer>(PromptAnswer.Messages messages) -> size(messages) > MOST_BYTES
                    ? new GetPromptResult.Failed("The prompt is longer than " + MOST_BYTES + " bytes.")
                    : new GetPromptResult.Made(messages);
            case TimedOutcome.Finished<PromptAnswer>(PromptAnswer.Unfit(var text)) -> new GetPromptResult.Unfit(text);
            case TimedOutcome.Finished<PromptAnswer>(PromptAnswer.Asking(var questions)) -> new GetPromptResult.Asking(questions);
            case TimedOutcome.Expired<PromptAnswer>(var seconds) ->
                new GetPromptResult.Failed("The prompt could not be made within " + seconds + " s.");
            case TimedOutcome.Cancelled<PromptAnswer>() -> new GetPromptResult.Failed("The prompt was cancelled.");
            case TimedOutcome.Broken<PromptAnswer> _ ->
                new GetPromptResult.Failed("The prompt could not be made because of a fault on the server's side.");
        };
    }

    private static long size(PromptAnswer.Messages messages) {
        return messages.messages().stream().mapToLong(message -> ContentSize.of(message.content())).sum();
    }

    private static JsonNode tree(Map<String, String> arguments) {
        var tree = JsonNodeFactory.instance.objectNode();
        arguments.forEach(tree::put);
        return tree;
    }
}
