package signalbox.host.model;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.mask.MaskedOutcome;
import signalbox.host.wire.mask.SecretMask;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;

/// A model behind HTTP: renders, posts, reads.
record WireModel(ModelEntry entry, Codec codec, ProviderKeys secrets, Transport transport) implements Model {
    @Override
    public ModelName name() {
        return entry.name();
    }

    @Override
    public Outcome ask(Prompt prompt, Duration within) {
        ProviderKeys.Key found = secrets.find(entry.provider().key());
        if (found instanceof ProviderKeys.NoKey missing) {
            return new Outcome.Unavailable(missing.why(), null);
        }
        ProviderKeys.Secret key = found.secret();
        String json = WireJson.write(codec.request(prompt, entry));
        ExchangeResult exchange = transport.post(address(codec.path(entry)), codec.headers(entry, key), json, within);
        return switch (exchange) {
            case ExchangeResult.Late _ -> new Outcome.Slow(within);
            case ExchangeResult.Broken broken -> new Outcome.Unavailable(broken.reason(), null);
            case ExchangeResult.Got got -> MaskedOutcome.of(
                    codec.response(prompt, entry, got.reply(), CallIds::fresh), key == null ? SecretMask.NONE : key.mask());
        };
    }

    @Override
    public Outcome stream(Prompt prompt, Duration within, DeltaListener listener) {
        ProviderKeys.Key found = secrets.find(entry.provider().key());
        if (found instanceof ProviderKeys.NoKey missing) {
            return new Outcome.Unavailable(missing.why(), null);
        }
        ProviderKeys.Secret key = found.secret();
        String json = WireJson.write(codec.streamed(codec.request(prompt, entry), entry));
        SecretMask mask = key == null ? SecretMask.NONE : key.mask();
        var answer = new StreamedAnswer(codec.fold(), mask, listener);
        ExchangeResult exchange =
                transport.stream(address(codec.streamPath(entry)), codec.headers(entry, key), json, within, answer::next);
        if (answer.hasBegun() && !(exchange instanceof ExchangeResult.Late)) {
            return MaskedOutcome.of(
                    answer.outcome(exchange, reply -> codec.response(prompt, entry, reply, CallIds::fresh)), mask);
        }
        return switch (exchange) {
            case ExchangeResult.Late _ -> new Outcome.Slow(within);
            case ExchangeResult.Broken broken -> new Outcome.Unavailable(broken.reason(), null);
            case ExchangeResult.Got(var reply) when reply.body() == null && reply.text().isEmpty() && reply.status() == 200 ->
                new Outcome.Unavailable("an empty stream", null);
            case ExchangeResult.Got(var reply) -> {
                Outcome outcome = MaskedOutcome.of(codec.response(prompt, entry, reply, CallIds::fresh), mask);
                if (outcome instanceof Outcome.Answered answered && !answered.turn().text().isEmpty()) {
                    listener.text(answered.turn().text());
                }
                yield outcome;
            }
        };
    }

    private URI address(String path) {
        String base = Objects.requireNonNull(entry.provider().url()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
