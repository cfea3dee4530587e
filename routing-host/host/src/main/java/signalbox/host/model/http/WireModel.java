package signalbox.host.model.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.host.model.Model;
import signalbox.host.model.Outcome;
import signalbox.host.model.Prompt;
import signalbox.host.model.Secrets;
import signalbox.host.model.wire.Codec;
import signalbox.host.model.wire.WireJson;
import signalbox.host.turn.CallIds;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;

/// A model behind HTTP: renders, posts, reads.
record WireModel(ModelEntry entry, Codec codec, Secrets secrets, Transport transport) implements Model {
    @Override
    public ModelName name() {
        return entry.name();
    }

    @Override
    public Outcome ask(Prompt prompt, Duration within) {
        Secrets.Found found = secrets.find(entry.provider().key());
        if (found instanceof Secrets.Missing missing) {
            return new Outcome.Unavailable(missing.why(), null);
        }
        Secrets.Secret key = found.secret();
        String json = WireJson.write(codec.request(prompt, entry));
        Exchange exchange = transport.post(address(), codec.headers(entry, key), json, within);
        return switch (exchange) {
            case Exchange.Late _ -> new Outcome.Slow(within);
            case Exchange.Broken broken -> new Outcome.Unavailable(broken.reason(), null);
            case Exchange.Got got -> masked(codec.response(prompt, entry, got.reply(), CallIds::fresh), key);
        };
    }

    private URI address() {
        String base = Objects.requireNonNull(entry.provider().url()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + codec.path(entry));
    }

    /// A provider that refuses a key may quote it.
    private static Outcome masked(Outcome outcome, Secrets.@Nullable Secret key) {
        if (key == null) {
            return outcome;
        }
        return switch (outcome) {
            case Outcome.Answered answered -> answered;
            case Outcome.Slow slow -> slow;
            case Outcome.Refused(var reason, var usage) -> new Outcome.Refused(key.mask(reason), usage);
            case Outcome.Unavailable(var reason, var after) -> new Outcome.Unavailable(key.mask(reason), after);
            case Outcome.Rejected(var status, var reason) -> new Outcome.Rejected(status, key.mask(reason));
            case Outcome.Nonsense(var reason, var usage) -> new Outcome.Nonsense(key.mask(reason), usage);
        };
    }
}
