package signalbox.host.portability;

import java.util.List;
import java.util.Map;
import signalbox.host.fake.BodyEvents;
import signalbox.host.fake.FakeWire;
import signalbox.host.fake.Said;
import signalbox.host.model.ImageTurns;
import signalbox.host.model.Portability;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.node.ObjectNode;

/// A model at its provider, and our side of its wire.
///
/// @param codec of ours; another than the real one only where a check is to be seen failing
record Party(FakeWire provider, String model, Codec codec) {
    Party(FakeWire provider, String model) {
        this(provider, model, WireCases.codec(provider.wire()));
    }

    String profile() {
        return provider.profile();
    }

    Wire wire() {
        return provider.wire();
    }

    ModelEntry entry() {
        return WireCases.entry(wire(), profile(), model, "tools", "images", "json-schema");
    }

    Party withModel(String other) {
        return new Party(provider, other, codec);
    }

    ObjectNode body(Said said) {
        return provider.answer(said, model);
    }

    /// What the router is told would be lost.
    Portability portability(Prompt prompt) {
        return Portability.of(ImageTurns.of(prompt.transcript()), prompt.options(), entry());
    }

    /// What becomes of this answer, read whole or from its events.
    Outcome read(Prompt prompt, ObjectNode body, boolean streamed) {
        var whole = streamed ? folded(BodyEvents.of(wire(), body)) : body;
        return codec().response(
                prompt, entry(), ProviderReply.of(200, Map.of(), WireJson.write(whole)), CallIds::fresh);
    }

    private ObjectNode folded(List<ObjectNode> events) {
        var fold = codec().fold();
        events.forEach(fold::next);
        if (!fold.isComplete()) {
            throw new AssertionError(profile() + ": the end of the stream was not seen");
        }
        return fold.body();
    }
}
