package signalbox.kit.feature;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolName;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.call.CallToolRequest;
import signalbox.kit.call.CallToolResult;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.view.ListedVersions;
import signalbox.kit.view.ServerInfo;
import signalbox.kit.view.ToolView;
import signalbox.kit.view.Views;
import signalbox.policy.permission.Endpoint;

/// Lists tools and calls them, as the policy now allows each caller.
public final class Tools {
    /// How long a client may keep a list.
    public static final Duration TIME_TO_LIVE = ListedVersions.TIME_TO_LIVE;

    private final Supplier<ToolRules> rules;
    private final Views views;
    private final ListedVersions listed;
    private final CallExecutor executor;

    Tools(Supplier<ToolRules> rules, Views views, ListedVersions listed, CallExecutor executor) {
        this.rules = rules;
        this.views = views;
        this.listed = listed;
        this.executor = executor;
    }

    public ServerInfo serverInfo(CallerContext caller) {
        return view(caller).serverInfo();
    }

    /// Every tool this caller may call; a later call means the version that was listed here.
    public ToolView list(CallerContext caller) {
        var view = view(caller);
        if (caller.delegation() == null) {
            listed.keep(caller, view);
        }
        return view;
    }

    /// What a list would show now.
    public ToolView view(CallerContext caller) {
        return views.of(rules.get(), caller);
    }

    public CallToolResult call(CallContext context, CallToolRequest request) {
        return executor.call(context, request);
    }

    /// The tool that goes by this name at this endpoint, whoever may see it; null where there is none.
    public @Nullable ToolName named(Endpoint endpoint, String name) {
        return executor.named(endpoint, name);
    }

    /// Drops what is no longer needed: old results and old views.
    public void tidy() {
        executor.forget();
        listed.tidy();
    }
}
