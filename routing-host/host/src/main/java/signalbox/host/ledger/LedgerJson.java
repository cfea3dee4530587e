package signalbox.host.ledger;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.function.Function;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.RouteDecision;
import signalbox.source.Place;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// How values stand in a row: records by their components, closed outcomes with a `kind`, identities as text.
final class LedgerJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Turn.class, Kinds.class)
            .addMixIn(Part.class, Kinds.class)
            .addMixIn(CallArguments.class, Kinds.class)
            .addMixIn(RunEvent.class, Kinds.class)
            .addMixIn(RouteDecision.class, Kinds.class)
            .addMixIn(RunView.Input.Kind.class, Words.class)
            .addMixIn(RunView.Input.Action.class, Words.class)
            .addMixIn(RunView.Input.By.class, Words.class)
            .addModule(identities())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private LedgerJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    private static SimpleModule identities() {
        var module = new SimpleModule();
        text(module, ModelName.class, ModelName::new);
        text(module, CallId.class, CallId::new);
        text(module, Cost.class, Cost::parse);
        module.addSerializer(Place.class, ToStringSerializer.instance);
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return parse.apply(parser.getString());
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Kinds {}

    private interface Words {
        @JsonValue
        String word();
    }
}
