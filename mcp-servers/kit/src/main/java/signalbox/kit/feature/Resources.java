package signalbox.kit.feature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ResourceUri;
import signalbox.descriptor.ServerName;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.call.CallOutcome;
import signalbox.kit.call.TimedOutcome;
import signalbox.kit.content.ContentSize;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceAnswer;
import signalbox.kit.resource.ResourceRequest;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.resource.ResourceTemplate;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lists resources and lets them be read, for whoever asks, as the policy says now.
public final class Resources {
    private static final int MOST_BYTES = 4 << 20;

    private final Supplier<ToolRules> rules;
    private final Map<ServerName, ResourceSource> servers = new HashMap<>();
    private final CallExecutor bench;
    private final DecisionRecorder rulings;

    Resources(Supplier<ToolRules> rules, List<ToolServer> servers, CallExecutor bench, DecisionRecorder rulings) {
        this.rules = rules;
        this.bench = bench;
        this.rulings = rulings;
        servers.forEach(server -> this.servers.put(server.name(), server.resources()));
    }

    /// In the order of their URIs.
    public List<Resource> list(CallerContext visit) {
        var seen = new ArrayList<Resource>();
        at(visit).forEach(resources -> resources.list().stream()
                .filter(resource -> isOpen(visit, resource.uri().toString()))
                .forEach(seen::add));
        seen.sort(Comparator.comparing(resource -> resource.uri().toString()));
        return seen;
    }

    /// In the order of their texts. A template is shown where the rights cover it as it is written.
    public List<ResourceTemplate> templates(CallerContext visit) {
        var seen = new ArrayList<ResourceTemplate>();
        at(visit).forEach(resources -> resources.templates().stream()
                .filter(template -> isOpen(visit, template.uriTemplate()))
                .forEach(seen::add));
        seen.sort(Comparator.comparing(ResourceTemplate::uriTemplate));
        return seen;
    }

    /// The servers that show this visit a resource or a template.
    Set<ServerName> showing(CallerContext visit) {
        var showing = new HashSet<>(servers.keySet());
        showing.removeIf(server -> {
            var there = visit.at(new Endpoint.OfServer(server));
            return list(there).isEmpty() && templates(there).isEmpty();
        });
        return showing;
    }

    public ReadResourceResult read(CallerContext visit, String uri, CallContext line) {
        var current = rules.get();
        var subject = DecisionRecorder.Subject.of(uri, JsonNodeFactory.instance.objectNode());
        var address = address(uri);
        var server = server(visit, uri);
        if (address == null || server == null) {
            var why = DecisionRecorder.Why.request(current.permissions().revision(), "no such resource here");
            bench.refuse(rulings.denial(visit, subject, "unknown-resource", why), CallOutcome.DENIED);
            return new ReadResourceResult.NotFound(uri);
        }
        var decision = current.permissions().decideResource(visit.who(), visit.scopes(), uri);
        var ruling = rulings.of(visit, subject, decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> {
                var request = new ResourceRequest(address, visit.who(), line.client(), line.answers());
                yield answer(uri, bench.read(ruling, line.client(), () -> server.read(request), Resources::outcome));
            }
            case PermissionDecision.OutOfScope(var _, var _, var _, var scopes) -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield new ReadResourceResult.OutOfScope(scopes);
            }
            case PermissionDecision.Ask _, PermissionDecision.Deny _ -> {
                bench.refuse(ruling, CallOutcome.DENIED);
                yield new ReadResourceResult.NotFound(uri);
            }
        };
    }

    /// Whether the caller may be told of this resource or template.
    public boolean isOpen(CallerContext visit, String uri) {
        return server(visit, uri) != null
                && rules.get().permissions().decideResource(visit.who(), visit.scopes(), uri).isAllow();
    }

    /// Values for a variable of a template that the caller may see; none where it may not, and none that leads to what it
    /// may not. Where other variables have no value yet, the rights decide on the template with this value in it.
    public List<String> complete(CallerContext visit, String template, Completion completing) {
        var server = server(visit, template);
        var form = new UriTemplate(template);
        if (server == null || !form.has(completing.argument())
                || templates(visit).stream().noneMatch(seen -> seen.uriTemplate().equals(template))) {
            return List.of();
        }
        return server.complete(template, completing.argument(), completing.start(), completing.others()).stream()
                .filter(value -> isOpen(visit, form.with(completing.and(value))))
                .toList();
    }

    /// Null for what can at most be a template.
    private static @Nullable URI address(String uri) {
        try {
            return new URI(uri);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static CallOutcome outcome(ResourceAnswer answer) {
        return switch (answer) {
            case ResourceAnswer.Found(var contents) -> size(contents) > MOST_BYTES ? CallOutcome.ERROR : CallOutcome.OK;
            case ResourceAnswer.Absent() -> CallOutcome.ERROR;
            case ResourceAnswer.Asking _ -> CallOutcome.ASKED;
        };
    }

    private static ReadResourceResult answer(String uri, TimedOutcome<ResourceAnswer> ended) {
        return switch (ended) {
            case TimedOutcome.Finished<ResourceAnswer>(ResourceAnswer.Found(var contents)) -> size(contents) > MOST_BYTES
                    ? new ReadResourceResult.Failed("The resource is longer than " + MOST_BYTES + " bytes.")
                    : new ReadResourceResult.Found(contents);
            case TimedOutcome.Finished<ResourceAnswer>(ResourceAnswer.Absent()) -> new ReadResourceResult.NotFound(uri);
            case TimedOutcome.Finished<ResourceAnswer>(ResourceAnswer.Asking(var questions)) -> new ReadResourceResult.Asking(questions);
            case TimedOutcome.Expired<ResourceAnswer>(var seconds) ->
                new ReadResourceResult.Failed("The resource could not be read within " + seconds + " s.");
            case TimedOutcome.Cancelled<ResourceAnswer>() -> new ReadResourceResult.Failed("The reading was cancelled.");
            case TimedOutcome.Broken<ResourceAnswer> _ ->
                new ReadResourceResult.Failed("The resource could not be read through a fault on the server's side.");
        };
    }

    private static long size(List<ResourceContents> contents) {
        return contents.stream().mapToLong(ContentSize::of).sum();
    }

    private List<ResourceSource> at(CallerContext visit) {
        var only = EndpointPath.server(visit.endpoint());
        return servers.entrySet().stream()
                .filter(entry -> only == null || only.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private @Nullable ResourceSource server(CallerContext visit, String uri) {
        if (!ResourceUri.isValid(uri)) {
            return null;
        }
        var name = new ResourceUri(uri).server();
        var only = EndpointPath.server(visit.endpoint());
        return only == null || only.equals(name) ? servers.get(name) : null;
    }
}
