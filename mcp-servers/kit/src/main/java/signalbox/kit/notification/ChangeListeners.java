package signalbox.kit.notification;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.feature.Features;
import signalbox.kit.feature.ListedPrompt;
import signalbox.kit.resource.Resource;
import signalbox.kit.resource.ResourceTemplate;

/// All clients that listen. Each is told of a change only when what it sees has changed.
public final class ChangeListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListeners.class);

    private final Features features;
    private final OpenStreams streams;
    private final Map<ChangeListener, Kept> all = new ConcurrentHashMap<>();

    /// @param streams the most that one principal may listen on
    public ChangeListeners(Features features, int streams) {
        this.features = features;
        this.streams = new OpenStreams(streams);
    }

    /// @param live whether its credential is still good
    /// @param seen what it was last known to see
    private record Kept(BooleanSupplier live, Seen seen) {}

    private record Seen(String tools, Set<String> prompts, Set<String> resources) {}

    /// On which they listen.
    public OpenStreams streams() {
        return streams;
    }

    public void add(ChangeListener listener, BooleanSupplier live) {
        all.put(listener, new Kept(live, seen(listener.caller())));
    }

    public void remove(ChangeListener listener) {
        all.remove(listener);
    }

    /// Looks for changes of rules, prompts and resources. One thread at a time, or a change would be told twice.
    public synchronized void look() {
        eachLive((listener, kept) -> {
            var now = seen(listener.caller());
            var before = kept.seen();
            all.computeIfPresent(listener, (_, _) -> new Kept(kept.live(), now));
            var interests = listener.interests();
            if (interests.toolsList() && !now.tools().equals(before.tools())) {
                listener.tell(new Notification.ToolsChanged());
            }
            if (interests.promptsList() && !now.prompts().equals(before.prompts())) {
                listener.tell(new Notification.PromptsChanged());
            }
            if (interests.resourcesList() && !now.resources().equals(before.resources())) {
                listener.tell(new Notification.ResourcesChanged());
            }
        });
    }

    public void updated(String uri) {
        eachLive((listener, _) -> {
            if (listener.interests().resources().contains(uri) && features.resources().isOpen(listener.caller(), uri)) {
                listener.tell(new Notification.ResourceUpdated(uri));
            }
        });
    }

    /// Ends the listeners whose credential has been revoked or has expired.
    public void sweep() {
        each((listener, kept) -> {
            if (!kept.live().getAsBoolean()) {
                dismiss(listener);
            }
        });
    }

    /// Ends all listeners.
    public void close() {
        each((listener, _) -> dismiss(listener));
    }

    private void dismiss(ChangeListener listener) {
        all.remove(listener);
        listener.dismiss();
    }

    private interface Act {
        void on(ChangeListener listener, Kept kept);
    }

    /// Skips listeners whose credential is no longer valid.
    private void eachLive(Act act) {
        each((listener, kept) -> {
            if (kept.live().getAsBoolean()) {
                act.on(listener, kept);
            }
        });
    }

    /// A listener that fails does not stop the others.
    private void each(Act act) {
        all.forEach((listener, kept) -> {
            try {
                act.on(listener, kept);
            } catch (RuntimeException e) {
                LOG.warn("A listener could not be told of a change", e);
            }
        });
    }

    private Seen seen(CallerContext caller) {
        var resources = features.resources().list(caller).stream().map(Resource::toString).collect(Collectors.toSet());
        features.resources().templates(caller).stream().map(ResourceTemplate::toString).forEach(resources::add);
        return new Seen(
                features.tools().view(caller).digest(),
                features.prompts().list(caller).stream().map(ListedPrompt::toString).collect(Collectors.toSet()),
                resources);
    }
}
