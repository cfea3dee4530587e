package signalbox.host.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.Specialty;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.embedding.EmbeddingCodec;
import signalbox.host.wire.mask.MaskedOutcome;
import signalbox.host.wire.mask.SecretMask;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import tools.jackson.databind.JsonNode;

/// A model behind HTTP: renders, posts, reads.
///
/// @param embeddings null where its wire has none
record WireModel(
        ModelEntry entry, Codec codec, @Nullable EmbeddingCodec embeddings, ProviderKeys secrets, Transport transport)
        implements Model {
    @Override
    public ModelName name() {
        return entry.name();
    }

    @Override
    public Outcome ask(Prompt prompt, Duration within) {
        return withKey(key -> {
            String json = WireJson.write(codec.request(prompt, entry));
            ExchangeResult exchange = transport.post(address(codec.path(entry)), codec.headers(entry, key), json, within);
            return MaskedOutcome.of(whole(exchange, within, prompt), mask(key));
        });
    }

    @Override
    public Outcome stream(Prompt prompt, Duration within, DeltaListener listener) {
        return withKey(key -> {
            String json = WireJson.write(codec.streamed(codec.request(prompt, entry), entry));
            var answer = new StreamedAnswer(codec.fold(), mask(key), listener, ofAnother());
            ExchangeResult exchange =
                    transport.stream(address(codec.streamPath(entry)), codec.headers(entry, key), json, within, answer::next);
            return answer.hasBegun()
                    ? MaskedOutcome.of(answer.outcome(exchange, within, reply -> read(prompt, reply)), mask(key))
                    : listener.told(MaskedOutcome.of(unstreamed(exchange, within, prompt), mask(key)));
        });
    }

    @Override
    public Outcome produce(Specialty specialty, Duration within) {
        if (embeddings == null) {
            return Model.super.produce(specialty, within);
        }
        var asked = switch (specialty) {
            case Specialty.Embeddings wanted -> wanted;
        };
        return withKey(key -> {
            String json = WireJson.write(embeddings.request(asked, entry));
            ExchangeResult exchange =
                    transport.post(address(embeddings.path(entry)), codec.headers(entry, key), json, within);
            return MaskedOutcome.of(read(exchange, within, reply -> embeddings(embeddings, asked, reply)), mask(key));
        });
    }

    private Outcome embeddings(EmbeddingCodec format, Specialty.Embeddings asked, ProviderReply reply) {
        var body = reply.body();
        var outcome = format.response(asked, reply);
        return body == null ? outcome : AnsweringModel.named(outcome, format.served(body), List.of(), entry);
    }

    private Outcome withKey(Function<ProviderKeys.@Nullable Secret, Outcome> asking) {
        ProviderKeys.Key found = secrets.find(entry.provider().key());
        return found instanceof ProviderKeys.NoKey(var why)
                ? new Outcome.Unavailable(why, null)
                : asking.apply(found.secret());
    }

    /// A provider that was asked for events and sent none may have sent the answer whole.
    private Outcome unstreamed(ExchangeResult exchange, Duration within, Prompt prompt) {
        return exchange instanceof ExchangeResult.Got(var reply)
                        && reply.body() == null && reply.text().isEmpty() && reply.status() == 200
                ? new Outcome.Unavailable("an empty stream", null)
                : whole(exchange, within, prompt);
    }

    private Outcome whole(ExchangeResult exchange, Duration within, Prompt prompt) {
        return read(exchange, within, reply -> read(prompt, reply));
    }

    private static Outcome read(ExchangeResult exchange, Duration within, Function<ProviderReply, Outcome> reading) {
        return switch (exchange) {
            case ExchangeResult.Late _ -> new Outcome.Slow(within);
            case ExchangeResult.Broken(var reason) -> new Outcome.Unavailable(reason, null);
            case ExchangeResult.Got(var reply) -> reading.apply(reply);
        };
    }

    private Outcome read(Prompt prompt, ProviderReply reply) {
        var body = reply.body();
        var outcome = codec.response(prompt, entry, reply, CallIds::fresh);
        return body == null ? outcome : AnsweringModel.named(outcome, codec.served(body), codec.besides(body), entry);
    }

    /// Every event may name the model; the same name is compared once.
    private Predicate<JsonNode> ofAnother() {
        return new Predicate<>() {
            private String last = "";

            @Override
            public boolean test(JsonNode event) {
                var served = codec.served(event);
                boolean isNew = !served.isEmpty() && !served.equals(last);
                last = isNew ? served : last;
                return isNew && AnsweringModel.isOther(served, entry);
            }
        };
    }

    private static SecretMask mask(ProviderKeys.@Nullable Secret key) {
        return key == null ? SecretMask.NONE : key.mask();
    }

    private URI address(String path) {
        String base = Objects.requireNonNull(entry.provider().url()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
