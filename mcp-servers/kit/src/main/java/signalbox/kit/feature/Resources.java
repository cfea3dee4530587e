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
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
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
import signalbox.kit.work.TimedOutcome;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lists and reads resources, as the policy now allows each caller.
public final class Resources {
    private static final int MOST_BYTES = 4 << 20;

    private final Supplier<ToolRules> rules;
    private final Map<ServerName, ResourceSource> servers = new HashMap<>();
    private final RecordedReads reads;
    private final DecisionRecorder recorder;

    Resources(Supplier<ToolRules> rules, List<ToolServer> servers, RecordedReads reads, DecisionRecorder recorder) {
        this.rules = rules;
        this.reads = reads;
        this.recorder = recorder;
        servers.forEach(server -> this.servers.put(server.name(), server.resources()));
    }

    /// In the order of their URIs.
    public List<Resource> list(CallerContext caller) {
        var seen = new ArrayList<Resource>();
        at(caller).forEach(resources -> resources.list().stream()
                .filter(resource -> isOpen(caller, resource.uri().toString()))
                .forEach(seen::add));
        seen.sort(Comparator.comparing(resource -> resource.uri().toString()));
        return seen;
    }

    /// In the order of their texts. A template is listed where the caller's rights cover its unexpanded text.
    public List<ResourceTemplate> templates(CallerContext caller) {
        var seen = new ArrayList<ResourceTemplate>();
        at(caller).forEach(resources -> resources.templates().stream()
                .filter(template -> isOpen(caller, template.uriTemplate()))
                .forEach(seen::add));
        seen.sort(Comparator.comparing(ResourceTemplate::uriTemplate));
        return seen;
    }

    /// The servers that show this caller a resource or a template.
    Set<ServerName> showing(CallerContext caller) {
        var showing = new HashSet<>(servers.keySet());
        showing.removeIf(server -> {
            var there = caller.at(new Endpoint.OfServer(server));
            return list(there).isEmpty() && templates(there).isEmpty();
        });
        return showing;
    }

    public ReadResourceResult read(CallContext context, String uri) {
        var caller = context.caller();
        var current = rules.get();
        var subject = DecisionRecorder.Subject.of(uri, JsonNodeFactory.instance.objectNode());
        var address = address(uri);
        var server = server(caller, uri);
        if (address == null || server == null) {
            var why = DecisionRecorder.Why.request(current.permissions().revision(), "no such resource here");
            reads.refuse(recorder.denial(caller, subject, "unknown-resource", why), CallOutcome.DENIED);
            return new ReadResourceResult.NotFound(uri);
        }
        var decision = current.permissions().decideResource(caller.principal(), caller.scopes(), uri);
        var recorded = recorder.of(caller, subject, decision);
        return switch (decision) {
            case PermissionDecision.Allow _ -> {
                var request = new ResourceRequest(address, caller.principal(), context.client(), context.responses());
                yield answer(uri, reads.read(recorded, context.client(), () -> server.read(request), Resources::outcome));
            }
            case PermissionDecision.OutOfScope(var _, var _, var _, var scopes) -> {
                reads.refuse(recorded, CallOutcome.DENIED);
                yield new ReadResourceResult.OutOfScope(scopes);
            }
            case PermissionDecision.Ask _, PermissionDecision.Deny _ -> {
                reads.refuse(recorded, CallOutcome.DENIED);
                yield new ReadResourceResult.NotFound(uri);
            }
        };
    }

    /// Whether the caller may be told of this resource or template.
    public boolean isOpen(CallerContext caller, String uri) {
        return server(caller, uri) != null
                && rules.get().permissions().decideResource(caller.principal(), caller.scopes(), uri).isAllow();
    }

    /// Values for a variable of a template that the caller may see; none where it may not, and none that leads to what it
    /// may not. Where other variables have no value yet, the rights decide on the template with this value in it.
    public List<String> complete(CallerContext caller, String template, Completion completing) {
        var server = server(caller, template);
        var form = new UriTemplate(template);
        if (server == null || !form.has(completing.argument())
                || templates(caller).stream().noneMatch(seen -> seen.uriTemplate().equals(template))) {
            return List.of();
        }
        return server.complete(template, completing.argument(), completing.start(), completing.others()).stream()
                .filter(value -> isOpen(caller, form.with(completing.and(value))))
                .toList();
    }

    /// Null for what is not a URI, such as a template.
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
                new ReadResourceResult.Failed("The resource could not be read because of a fault on the server's side.");
        };
    }

    private static long size(List<ResourceContents> contents) {
        return contents.stream().mapToLong(ContentSize::of).sum();
    }

    private List<ResourceSource> at(CallerContext caller) {
        var only = EndpointPath.server(caller.endpoint());
        return servers.entrySet().stream()
                .filter(entry -> only == null || only.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private @Nullable ResourceSource server(CallerContext caller, String uri) {
        if (!ResourceUri.isValid(uri)) {
            return null;
        }
        var name = new ResourceUri(uri).server();
        var only = EndpointPath.server(caller.endpoint());
        return only == null || only.equals(name) ? servers.get(name) : null;
    }
}
