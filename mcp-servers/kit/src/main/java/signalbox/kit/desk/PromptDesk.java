package signalbox.kit.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.kit.ToolRules;
import signalbox.kit.ToolServer;
import signalbox.kit.content.ContentSize;
import signalbox.kit.prompt.Prompt;
import signalbox.kit.prompt.PromptAnswer;
import signalbox.kit.prompt.PromptRequest;
import signalbox.kit.prompt.Prompts;
import signalbox.kit.work.CallOutcome;
import signalbox.kit.work.Ended;
import signalbox.kit.work.Workbench;
import signalbox.policy.grant.Nearest;
import signalbox.policy.permission.PermissionDecision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lists prompts and makes them, for whoever asks, as the policy says now.
public final class PromptDesk {
    private static final int MOST_BYTES = 4 << 20;

    private final Supplier<ToolRules> rules;
    private final Map<ServerName, Prompts> servers = new HashMap<>();
    private final Workbench bench;
    private final Rulings rulings;

    PromptDesk(Supplier<ToolRules> rules, List<ToolServer> servers, Workbench bench, Rulings rulings) {
        this.rules = rules;
        this.bench = bench;
        this.rulings = rulings;
        servers.forEach(server -> this.servers.put(server.name(), server.prompts()));
    }

    /// In the order of their names.
    public List<OfferedPrompt> list(Visit visit) {
        return there(visit).stream()
                .filter(offered -> decide(visit, offered).isAllow())
                .toList();
    }

    public PromptResult get(Visit visit, String name, Map<String, String> arguments, Line line) {
        var offered = find(visit, name);
        if (offered == null) {
            var why = Rulings.Why.request(rules.get().permissions().revision(), "no such prompt here");
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
                    yield new PromptResult.Unfit(unfit);
                }
                var request = new PromptRequest(
                        offered.prompt().name(), arguments, visit.who(), line.client(), line.answers());
                yield result(bench.read(ruling, line.client(), () -> prompts(offered).get(request), PromptDesk::outcome));
            }
            case PermissionDecision.OutOfScope(var _, var _, var _, var scopes) -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield new PromptResult.OutOfScope(scopes);
            }
            case PermissionDecision.Ask _, PermissionDecision.Deny _ -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield notFound(visit, name);
            }
        };
    }

    /// Values for an argument of a prompt that the caller may use; null where there is none.
    public @Nullable List<String> complete(Visit visit, String name, Completing completing) {
        var offered = find(visit, name);
        return offered == null || !decide(visit, offered).isAllow()
                ? null
                : prompts(offered).complete(
                        offered.prompt().name(), completing.argument(), completing.start(), completing.others());
    }

    private PromptResult notFound(Visit visit, String name) {
        return new PromptResult.NotFound(name, Nearest.to(name, list(visit).stream().map(OfferedPrompt::name).toList()));
    }

    private PermissionDecision decide(Visit visit, OfferedPrompt offered) {
        return rules.get().permissions().decidePrompt(visit.who(), visit.scopes(), ruledName(offered));
    }

    private static String ruledName(OfferedPrompt offered) {
        return offered.server() + "." + offered.prompt().name();
    }

    private static Rulings.Subject subject(String name, Map<String, String> arguments) {
        return Rulings.Subject.of("prompt " + name, tree(arguments));
    }

    private Prompts prompts(OfferedPrompt offered) {
        return servers.getOrDefault(offered.server(), Prompts.NONE);
    }

    private @Nullable OfferedPrompt find(Visit visit, String name) {
        for (var offered : there(visit)) {
            if (offered.name().equals(name)) {
                return offered;
            }
        }
        return null;
    }

    private List<OfferedPrompt> there(Visit visit) {
        var only = EndpointPath.server(visit.endpoint());
        var found = new ArrayList<OfferedPrompt>();
        servers.forEach((server, prompts) -> {
            if (only == null || only.equals(server)) {
                prompts.list().forEach(prompt -> found.add(new OfferedPrompt(
                        ToolNames.at(visit.endpoint(), server.value(), prompt.name()), server, prompt)));
            }
        });
        found.sort(Comparator.comparing(OfferedPrompt::name));
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

    private static PromptResult result(Ended<PromptAnswer> ended) {
        return switch (ended) {
            case Ended.Finished<PromptAnswer>(PromptAnswer.Messages messages) -> size(messages) > MOST_BYTES
                    ? new PromptResult.Failed("The prompt is longer than " + MOST_BYTES + " bytes.")
                    : new PromptResult.Made(messages);
            case Ended.Finished<PromptAnswer>(PromptAnswer.Unfit(var text)) -> new PromptResult.Unfit(text);
            case Ended.Finished<PromptAnswer>(PromptAnswer.Asking(var questions)) -> new PromptResult.Asking(questions);
            case Ended.Expired<PromptAnswer>(var seconds) ->
                new PromptResult.Failed("The prompt could not be made within " + seconds + " s.");
            case Ended.Cancelled<PromptAnswer>() -> new PromptResult.Failed("The prompt was cancelled.");
            case Ended.Broken<PromptAnswer> _ ->
                new PromptResult.Failed("The prompt could not be made through a fault on the server's side.");
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
