package signalbox.policy.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.policy.grant.Glob;
import signalbox.policy.money.Price;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.Violation;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `models.yaml`: first its form by the schema, then what providers and models mean.
final class ModelsReader {
    private static final JsonSchema SCHEMA = JsonSchema.resource("signalbox/schema/models.schema.json");
    private static final Set<Wire> EMBEDDING_WIRES =
            EnumSet.of(Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.GEMINI, Wire.SPRING_AI);
    private static final long CONTEXT = 128_000;
    private static final long OUTPUT = 8_192;

    private final YamlSource source;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Provider> providers = new TreeMap<>();
    private final Map<ModelName, ModelEntry> models = new TreeMap<>();

    ModelsReader(YamlSource source) {
        this.source = source;
    }

    Checked<ModelCatalogue> read() {
        for (var violation : SCHEMA.violations(source.tree())) {
            if (!isReadHere(violation)) {
                problems.add(JsonSchema.problem(source, "", violation));
            }
        }
        var reader = new ProvidersReader(source, problems);
        source.tree().path("providers").forEachEntry((name, provider) -> providers.put(name, reader.read(name, provider)));
        checkOffline();
        source.tree().path("models").forEachEntry(this::readModel);
        return Checked.of(
                new Secrecy(source, "/providers", Set.of("wire", "profile", "bean", "url")).kept(problems),
                () -> new ModelCatalogue(new TreeMap<>(providers), new TreeMap<>(models)));
    }

    /// What the schema says for editors and this reader says in better words, without showing what was written.
    private static boolean isReadHere(Violation violation) {
        return violation.pointer().matches("/providers/[^/]*/(key|url)")
                || (violation.pointer().matches("/providers/[^/]*/wire") && violation.keyword().equals("enum"));
    }

    /// Nobody's production falls back to a toy.
    private void checkOffline() {
        boolean mixed = providers.values().stream().map(provider -> provider.wire() == Wire.OFFLINE).distinct().count() > 1;
        for (var provider : providers.values()) {
            if (mixed && provider.wire() == Wire.OFFLINE) {
                problems.add(source.error(
                        JsonPointers.child(JsonPointers.child("/providers", provider.name()), "wire"),
                        "the offline planner '" + provider.name() + "' cannot be declared beside other providers",
                        "nobody's production falls back to a toy: keep it in a policy of its own"));
            }
        }
    }

    private void readModel(String name, JsonNode model) {
        var pointer = JsonPointers.child("/models", name);
        if (!ModelName.isValid(name)) {
            problems.add(source.errorAtKey(pointer, "'" + name + "' is not a model name", "write provider/model"));
            return;
        }
        var modelName = new ModelName(name);
        var provider = providers.get(modelName.provider());
        if (provider == null) {
            problems.add(source.errorAtKey(
                    pointer,
                    "no provider serves '" + name + "'",
                    "declared providers: " + String.join(", ", providers.keySet())));
            return;
        }
        var id = model.path("id").asString(name.substring(name.indexOf('/') + 1));
        if (provider.wire() == Wire.OFFLINE && !id.equals("small") && !id.equals("large")) {
            problems.add(source.error(
                    JsonPointers.child(pointer, "id"), "the offline planner has no model '" + id + "'", "one of: small, large"));
        }
        long context = model.path("context").asLong(CONTEXT);
        long output = model.path("output").asLong(Math.min(OUTPUT, context));
        if (output > context) {
            problems.add(source.error(
                    JsonPointers.child(pointer, "output"),
                    "'output' must not be more than 'context': " + output,
                    "at most " + context));
        }
        var can = can(model);
        checkEmbeddings(pointer, model, provider, can);
        checkWire(model.has("id") ? JsonPointers.child(pointer, "id") : pointer, provider, id, can.contains("tools"));
        models.put(modelName, new ModelEntry(
                modelName, provider, naming(id, model), context, output,
                price(pointer, model, provider), can));
    }

    private void checkEmbeddings(String pointer, JsonNode model, Provider provider, SortedSet<String> can) {
        if (model.has("space") && !can.contains(ModelEntry.EMBEDDINGS)) {
            problems.add(source.errorAtKey(
                    JsonPointers.child(pointer, "space"), "'space' is for models that make embeddings",
                    "write can: [embeddings], or leave it out"));
        }
        boolean vertex = provider.wire() == Wire.GEMINI && provider.profile().equals("vertex");
        if (can.contains(ModelEntry.EMBEDDINGS) && (vertex || !EMBEDDING_WIRES.contains(provider.wire()))) {
            problems.add(source.error(
                    JsonPointers.child(pointer, "can"),
                    (vertex ? "profile vertex" : "wire " + provider.wire().word()) + " has no embeddings here",
                    "wires that have: openai-chat, openai-responses, gemini (not vertex), spring-ai"));
        }
    }

    /// A request that the wire cannot carry is an obstacle of the step; that there will be such is said here.
    private void checkWire(String place, Provider provider, String id, boolean tools) {
        switch (ChatSupport.of(provider, id)) {
            case WHOLE, TOOLS_OR_EFFORT -> {}
            case TOOLS_WITHOUT_REASONING -> {
                if (tools) {
                    problems.add(source.warning(
                            place,
                            "'" + id + "' takes tools on wire openai-responses, and on openai-chat only with reasoning_effort none",
                            "serve it by a provider with wire: openai-responses, or write 'can' without tools"));
                }
            }
            case NOT_SERVED -> problems.add(source.warning(
                    place,
                    "'" + id + "' is served on wire openai-responses only",
                    "serve it by a provider with wire: openai-responses"));
        }
    }

    private static Naming naming(String id, JsonNode model) {
        var served = model.path("served-as").valueStream().map(name -> new Glob(name.asString(""))).toList();
        return new Naming(id, model.path("tier").asString(""), served, model.path("space").asString(id));
    }

    private static SortedSet<String> can(JsonNode model) {
        var can = new TreeSet<String>();
        model.path("can").forEach(ability -> can.add(ability.asString("")));
        if (!model.has("can")) {
            can.add("tools");
        }
        return can;
    }

    private Price price(String model, JsonNode node, Provider provider) {
        var pointer = JsonPointers.child(model, "price");
        var price = node.path("price");
        if (price.isMissingNode() && provider.wire() != Wire.OFFLINE) {
            problems.add(source.warning(
                    model, "no price is written: calls count as free", "write price: {input: 0, output: 0} where they are"));
        }
        long input = usd(pointer, price, "input", 0);
        var batch = price.path("batch").asString("100%");
        return new Price(
                input,
                usd(pointer, price, "output", 0),
                usd(pointer, price, "cache-read", input),
                usd(pointer, price, "cache-write", input),
                batch.matches("(100|[1-9]?[0-9])%") ? Integer.parseInt(batch.substring(0, batch.length() - 1)) : 100);
    }

    private long usd(String pointer, JsonNode price, String key, long unwritten) {
        var node = price.path(key);
        if (!node.isNumber() || !isInRange(node.decimalValue())) {
            return unwritten;
        }
        try {
            return Price.picoPerToken(node.decimalValue());
        } catch (ArithmeticException _) {
            problems.add(source.error(
                    JsonPointers.child(pointer, key),
                    "'" + key + "' has more than six decimals: " + node.decimalValue().toPlainString(),
                    "USD per million tokens"));
            return unwritten;
        }
    }

    /// Prices beyond are reported by the schema.
    private static boolean isInRange(@Nullable BigDecimal usd) {
        return usd != null && usd.signum() >= 0 && usd.compareTo(BigDecimal.valueOf(10_000)) <= 0;
    }
}
