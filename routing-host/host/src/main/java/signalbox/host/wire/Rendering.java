package signalbox.host.wire;

import java.util.ArrayList;
import java.util.List;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolOffer;
import signalbox.policy.catalogue.ModelEntry;

/// A prompt on its way to one model: its ids and names in that provider's form.
public record Rendering(Prompt prompt, ModelEntry entry, ProviderIds ids, ProviderNames names) {
    public static Rendering of(Prompt prompt, ModelEntry entry, ProviderIds.IdForm ids, ProviderNames.NameForm names) {
        return new Rendering(
                prompt, entry, ProviderIds.of(prompt.transcript(), ids), ProviderNames.of(prompt, names));
    }

    public String id(CallId call) {
        return ids.shown(call);
    }

    public String name(String tool) {
        return names.shown(tool);
    }

    /// What is on offer, and a stub for each tool that the history calls and that is not on offer any more: providers
    /// refuse a call of a tool they are not told of.
    public List<ToolOffer> declared() {
        List<ToolOffer> declared = new ArrayList<>(prompt.tools());
        for (String gone : ProviderNames.called(prompt)) {
            declared.add(new ToolOffer(gone, "No longer available. Do not call it.", WireJson.object()));
        }
        return declared;
    }

    /// Whether the provider itself holds the answer to the schema asked for.
    public boolean schemaIsNative() {
        return entry.can().contains("json-schema");
    }

    /// The instructions, with the answer's schema spelled out where the provider cannot hold an answer to one.
    public String instructions(String said, boolean schemaIsNative) {
        AnswerFormat format = prompt.options().format();
        if (format == null || schemaIsNative) {
            return said;
        }
        String demand = "Answer with JSON alone that is valid against this JSON Schema: "
                + WireJson.write(format.described());
        return said.isEmpty() ? demand : said + "\n\n" + demand;
    }

    /// Tokens of the answer at most: what was asked for, never more than the model can; 0 where neither is known.
    public long outputTokens() {
        Long asked = prompt.options().outputTokens();
        if (asked == null) {
            return 0;
        }
        return entry.output() > 0 ? Math.min(asked, entry.output()) : asked;
    }
}
