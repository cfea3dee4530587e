package signalbox.kit.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.call.CallOutcome;
import signalbox.kit.call.TimedOutcome;
import signalbox.kit.content.ContentSize;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.kit.prompt.PromptSource;
import signalbox.kit.view.ToolNames;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.PermissionDecision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lists prompts and makes them, for whoever asks, as the policy says now.
public final class Prompts {
    private static final int MOST_BYTES = 4 << 20;

    private final Supplier<ToolRules> rules;
    private final Map<ServerName, PromptSource> servers = new HashMap<>();
    private final CallExecutor bench;
    private final DecisionRecorder rulings;

    Prompts(Supplier<ToolRules> rules, List<ToolServer> servers, CallExecutor bench, DecisionRecorder rulings) {
        this.rules = rules;
        this.bench = bench;
        this.rulings = rulings;
        servers.forEach(server -> this.servers.put(server.name(), server.prompts()));
    }

    /// In the order of their names.
    public List<ListedPrompt> list(CallerContext visit) {
        return there(visit).stream()
                .filter(offered -> decide(visit, offered).isAllow())
                .toList();
    }

    public GetPromptResult get(CallerContext visit, String name, Map<String, String> arguments, CallContext line) {
        var offered = find(visit, name);
        if (offered == null) {
            var why = DecisionRecorder.Why.request(rules.get().permissions().revision(), "no such prompt here");
            bench.refuse(rulings.denial(visit, subject(name, arguments), "unknown-prompt", why), CallOutcome.DENIED);
            return notFound(visit, name);
        }
        var decision = decide(visit, offered);
        var ruling = rulings.of(visit, subject(ruledName(offered), arguments), decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> {
                var unfit = unfit(offered.prompt(), arguments);
                if (unfit != null) {
                    bench.refuse(ruling, CallOutcome.INVALID);
                    yield new GetPromptResult.Unfit(unfit);
                }
                var request = new PromptRequest(
                        offered.prompt().name(), arguments, visit.who(), line.client(), line.answers());
                yield result(bench.read(ruling, line.client(), () -> prompts(offered).get(request), Prompts::outcome));
            }
            case PermissionDecision.OutOfScope(var _, var _, var _, var scopes) -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield new GetPromptResult.OutOfScope(scopes);
            }
            case PermissionDecision.Ask _, PermissionDecision.Deny _ -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield notFound(visit, name);
            }
        };
    }

    /// Values for an argument of a prompt that the caller may use; null where there is none.
    public @Nullable List<String> complete(CallerContext visit, String name, Completion completing) {
        var offered = find(visit, name);
        return offered == null || !decide(visit, offered).isAllow()
                ? null
                : prompts(offered).complete(
                        offered.prompt().name(), completing.argument(), completing.start(), completing.others());
    }

    private GetPromptResult notFound(CallerContext visit, String name) {
        return new GetPromptResult.NotFound(name, NearestNames.to(name, list(visit).stream().map(ListedPrompt::name).toList()));
    }

    private PermissionDecision decide(CallerContext visit, ListedPrompt offered) {
        return rules.get().permissions().decidePrompt(visit.who(), visit.scopes(), ruledName(offered));
    }

    private static String ruledName(ListedPrompt offered) {
        return offered.server() + "." + offered.prompt().name();
    }

    private static DecisionRecorder.Subject subject(String name, Map<String, String> arguments) {
        return DecisionRecorder.Subject.of("prompt " + name, tree(arguments));
    }

    private PromptSource prompts(ListedPrompt offered) {
        return servers.getOrDefault(offered.server(), PromptSource.NONE);
    }

    private @Nullable ListedPrompt find(CallerContext visit, String name) {
        for (var offered : there(visit)) {
            if (offered.name().equals(name)) {
                return offered;
            }
        }
        return null;
    }

    private List<ListedPrompt> there(CallerContext visit) {
        var only = EndpointPath.server(visit.endpoint());
        var found = new ArrayList<ListedPrompt>();
        servers.forEach((server, prompts) -> {
            if (only == null || only.equals(server)) {
                prompts.list().forEach(prompt -> found.add(new ListedPrompt(
                        ToolNames.at(visit.endpoint(), server.value(), prompt.name()), server, prompt)));
            }
        });
        found.sort(Comparator.comparing(ListedPrompt::name));
        return found;
    }

    private static @Nullable String unfit(Prompt prompt, Map<String, String> arguments) {
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
                new GetPromptResult.Failed("The prompt could not be made through a fault on the server's side.");
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
