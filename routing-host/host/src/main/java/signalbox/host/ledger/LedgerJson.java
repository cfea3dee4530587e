package signalbox.host.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.function.Function;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.identity.Credential;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
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

/// How values are written in a row: records by their components, closed outcomes with a `kind`, identities as text.
final class LedgerJson {
    private static final String ENTRY = "entry";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Entry.class, Entries.class)
            .addMixIn(RunHeader.Tools.class, Kinds.class)
            .addMixIn(Turn.class, Kinds.class)
            .addMixIn(Part.class, Kinds.class)
            .addMixIn(ToolChoice.class, Kinds.class)
            .addMixIn(CallArguments.class, Kinds.class)
            .addMixIn(RouteDecision.class, Kinds.class)
            .addMixIn(Credential.class, Kinds.class)
            .addMixIn(RunView.Input.Kind.class, Words.class)
            .addMixIn(RunView.Input.Action.class, Words.class)
            .addMixIn(RunView.Input.By.class, Words.class)
            .addModule(identities())
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // What older rows do not have is false.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private LedgerJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static <T> T read(JsonNode json, Class<T> type) {
        return MAPPER.treeToValue(json, type);
    }

    /// Whether it is an entry of this kind.
    static boolean isA(Class<? extends Entry> kind, JsonNode entry) {
        return entry.path(ENTRY).asString().equals(kind.getSimpleName());
    }

    private static SimpleModule identities() {
        var module = new SimpleModule();
        text(module, RunId.class, RunId::new);
        text(module, AttemptId.class, AttemptId::new);
        text(module, DecisionId.class, DecisionId::new);
        text(module, QuestionId.class, QuestionId::new);
        text(module, ServerName.class, ServerName::new);
        text(module, PrincipalName.class, PrincipalName::parse);
        text(module, Scopes.class, Scopes::parse);
        text(module, ModelName.class, ModelName::new);
        text(module, CallId.class, CallId::new);
        text(module, Cost.class, Cost::parse);
        text(module, Place.class, LedgerJson::place);
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

    /// `file:line:column`; a file's name may have colons of its own.
    private static Place place(String text) {
        int column = text.lastIndexOf(':');
        int line = text.lastIndexOf(':', column - 1);
        return new Place(
                text.substring(0, line), Integer.parseInt(text.substring(line + 1, column)),
                Integer.parseInt(text.substring(column + 1)));
    }

    /// Entries have kinds of their own.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = ENTRY)
    private interface Entries {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Kinds {}

    private interface Words {
        @JsonValue
        String word();
    }
}
