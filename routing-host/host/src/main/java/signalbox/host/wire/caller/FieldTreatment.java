package signalbox.host.wire.caller;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Parameter;
import signalbox.host.wire.WireJson;
import signalbox.policy.grant.NearestNames;
import tools.jackson.databind.JsonNode;

/// What becomes of a field of a caller's body. Each format lists all that its reference has: none is dropped in silence.
public sealed interface FieldTreatment {
    /// Read by the format's reader; every wire says it in its own words.
    record Understood() implements FieldTreatment {}

    /// Kept as it is, for the models whose wire has a place for it.
    record SentOn(Parameter parameter, Consumer<CallerField> check) implements FieldTreatment {}

    /// Taken where it asks for what happens here anyway.
    ///
    /// @param value as JSON
    record Only(String value, Consumer<CallerField> check) implements FieldTreatment {}

    /// @param rule what follows the quoted name
    record Refused(String rule) implements FieldTreatment {}

    /// Those of the body's fields that are sent on as they are; any field that is not taken here is refused. A null is as good as
    /// no field.
    ///
    /// @param table by the names of the fields, in the order of the reference
    static SortedMap<Parameter, JsonNode> sentOn(CallerField body, Map<String, FieldTreatment> table) {
        var sent = new TreeMap<Parameter, JsonNode>();
        for (String name : body.object().propertyNames()) {
            CallerField field = body.field(name);
            JsonNode value = field.node();
            if (value != null) {
                Parameter parameter = find(field, name, table).checked(field, value);
                if (parameter != null) {
                    sent.put(parameter, value);
                }
            }
        }
        return sent;
    }

    private static FieldTreatment find(CallerField field, String name, Map<String, FieldTreatment> table) {
        FieldTreatment treatment = table.get(name);
        if (treatment == null) {
            List<String> near = NearestNames.to(name, List.copyOf(table.keySet()));
            throw field.complaint("is not a field of this request: "
                    + (near.isEmpty() ? "leave it out" : "leave it out, or did you mean '" + near.getFirst() + "'?"));
        }
        return treatment;
    }

    private @Nullable Parameter checked(CallerField field, JsonNode value) {
        switch (this) {
            case Understood _ -> {}
            case SentOn(var parameter, var check) -> {
                check.accept(field);
                return parameter;
            }
            case Only(var only, var check) -> {
                check.accept(field);
                if (!WireJson.write(value).equals(only)) {
                    throw field.complaint("can only be " + only + " here: leave it out");
                }
            }
            case Refused(var rule) -> throw field.complaint(rule);
        }
        return null;
    }
}
