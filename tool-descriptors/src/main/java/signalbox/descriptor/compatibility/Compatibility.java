package signalbox.descriptor.compatibility;

import java.util.ArrayList;
import java.util.List;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.HeaderParameter;
import signalbox.descriptor.Output;
import signalbox.descriptor.Version;
import signalbox.json.CanonicalJson;
import tools.jackson.databind.JsonNode;

/// What has changed between two descriptors of one tool, and the least step of the version number that tells it.
///
/// Requests may only accept more and results may only promise more; what cannot be compared counts as breaking. Texts,
/// effect and labels are behaviour too: a model acts on them.
public record Compatibility(Bump least, List<Reason> reasons) {
    /// One change, and the step it asks for.
    public record Reason(Bump bump, String text) {}

    public Compatibility {
        reasons = List.copyOf(reasons);
    }

    public static Compatibility between(Descriptor older, Descriptor newer) {
        var reasons = new ArrayList<Reason>();
        compareTexts(older, newer, reasons);
        compareEffects(older.effect(), newer.effect(), reasons);
        compareInputs(older.input(), newer.input(), reasons);
        compareHeaders(older.headerParameters(), newer.headerParameters(), reasons);
        compareOutputs(older.output(), newer.output(), reasons);
        var least = Bump.PATCH;
        for (var reason : reasons) {
            least = reason.bump().compareTo(least) > 0 ? reason.bump() : least;
        }
        return new Compatibility(least, reasons);
    }

    /// Whether the step between these versions tells enough.
    public boolean allows(Version older, Version newer) {
        return newer.compareTo(least.after(older)) >= 0;
    }

    /// The changes that ask for the least step, as text.
    public String because() {
        return String.join("; ", reasons.stream().filter(it -> it.bump() == least).map(Reason::text).toList());
    }

    private static void compareTexts(Descriptor older, Descriptor newer, List<Reason> reasons) {
        if (!older.title().equals(newer.title())) {
            reasons.add(new Reason(Bump.MINOR, "the title changed"));
        }
        if (!older.description().equals(newer.description())) {
            reasons.add(new Reason(Bump.MINOR, "the description changed"));
        }
        if (!older.labels().equals(newer.labels())) {
            reasons.add(new Reason(Bump.MINOR, "the labels changed"));
        }
    }

    private static void compareEffects(Effect older, Effect newer, List<Reason> reasons) {
        compareDanger(older.effectClass() == EffectClass.WRITE, newer.effectClass() == EffectClass.WRITE, "class", reasons);
        compareDanger(older.destructive(), newer.destructive(), "destructive", reasons);
        compareDanger(older.money(), newer.money(), "money", reasons);
        compareDanger(older.openWorld(), newer.openWorld(), "open-world", reasons);
        if (!older.idempotent().equals(newer.idempotent())) {
            reasons.add(older.idempotent().isEmpty()
                    ? new Reason(Bump.MINOR, "effect.idempotent was added")
                    : new Reason(Bump.MAJOR, "effect.idempotent no longer names '" + older.idempotent() + "'"));
        }
    }

    private static void compareDanger(boolean older, boolean newer, String key, List<Reason> reasons) {
        if (older != newer) {
            reasons.add(newer
                    ? new Reason(Bump.MAJOR, "effect." + key + " became more dangerous")
                    : new Reason(Bump.MINOR, "effect." + key + " became less dangerous"));
        }
    }

    private static void compareInputs(JsonNode older, JsonNode newer, List<Reason> reasons) {
        var differences = SchemaInclusion.differences(older, newer);
        for (var difference : differences) {
            reasons.add(breaking(difference, "input", "accepts less"));
        }
        if (differences.isEmpty() && changed(older, newer)) {
            reasons.add(new Reason(Bump.MINOR, "input changed without accepting less"));
        }
    }

    /// A caller that knows the older version does not send the header, and a call without it is refused.
    private static void compareHeaders(List<HeaderParameter> older, List<HeaderParameter> newer, List<Reason> reasons) {
        for (var parameter : newer) {
            boolean known = older.stream().anyMatch(it ->
                    it.path().equals(parameter.path()) && it.header().equalsIgnoreCase(parameter.header()));
            if (!known) {
                reasons.add(new Reason(Bump.MAJOR,
                        "input asks for the header '" + parameter.name() + "'"));
            }
        }
    }

    private static void compareOutputs(Output older, Output newer, List<Reason> reasons) {
        if (older.maxBytes() != newer.maxBytes()) {
            reasons.add(newer.maxBytes() < older.maxBytes()
                    ? new Reason(Bump.MAJOR, "output.max-bytes became smaller")
                    : new Reason(Bump.MINOR, "output.max-bytes became larger"));
        }
        var before = older.schema();
        var after = newer.schema();
        if (before == null || after == null) {
            if (before != null) {
                reasons.add(new Reason(Bump.MAJOR, "output.schema was removed"));
            } else if (after != null) {
                reasons.add(new Reason(Bump.MINOR, "output.schema was added"));
            }
            return;
        }
        var differences = SchemaInclusion.differences(after, before);
        for (var difference : differences) {
            reasons.add(breaking(difference, "output.schema", "promises less"));
        }
        if (differences.isEmpty() && changed(before, after)) {
            reasons.add(new Reason(Bump.MINOR, "output.schema changed without promising less"));
        }
    }

    private static Reason breaking(SchemaInclusion.Difference difference, String subject, String what) {
        return new Reason(Bump.MAJOR, subject + " " + (difference.known() ? what : "cannot be compared")
                + " at '" + difference.pointer() + "'");
    }

    private static boolean changed(JsonNode older, JsonNode newer) {
        return !CanonicalJson.of(older).equals(CanonicalJson.of(newer));
    }
}
