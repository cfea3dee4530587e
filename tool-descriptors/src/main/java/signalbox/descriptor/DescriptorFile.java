package signalbox.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one tool version and checks everything that its file alone can tell.
public final class DescriptorFile {
    private static final JsonSchema FORM = JsonSchema.resource("signalbox/schema/descriptor.schema.json");
    private static final int USUAL_MAX_BYTES = 65_536;

    private final ToolId id;
    private final YamlSource source;
    private final JsonNode tree;
    private final List<Problem> problems = new ArrayList<>();

    private DescriptorFile(ToolId id, YamlSource source) {
        this.id = id;
        this.source = source;
        this.tree = source.tree();
    }

    /// @param id what the folders and the file name say
    public static Checked<Descriptor> read(ToolId id, YamlSource source) {
        var file = new DescriptorFile(id, source);
        file.problems.addAll(FORM.check(source));
        file.checkName();
        file.checkEffect();
        file.checkSchema("/input");
        file.checkSchema("/output/schema");
        file.checkHeaders();
        return Checked.of(file.problems, file::descriptor);
    }

    private void checkName() {
        var tool = tree.path("tool");
        if (isToolName(tool.asString("")) && !tool.stringValue().equals(id.name().toString())) {
            problems.add(source.error("/tool", "'" + tool.stringValue() + "' is in the folders of '" + id.name() + "'",
                    "tool: " + id.name()));
        }
        var version = tree.path("version");
        if (Version.isValid(version.asString("")) && !version.stringValue().equals(id.version().toString())) {
            problems.add(source.error("/version", "'" + version.stringValue() + "' is in the file '" + id.version()
                    + ".yaml'", "version: " + id.version()));
        }
    }

    private static boolean isToolName(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && ServerName.isValid(text.substring(0, dot)) && ToolName.isValid(text.substring(dot + 1));
    }

    private void checkEffect() {
        var effect = tree.path("effect");
        if (effect.path("class").asString("").equals("read") && effect.path("destructive").asBoolean(false)) {
            problems.add(source.error("/effect/destructive", "'destructive' must be false for a tool that only reads", ""));
        }
        var argument = effect.path("idempotent");
        if (!argument.isString() || !tree.path("input").isObject()) {
            return;
        }
        var name = argument.stringValue();
        var arguments = tree.path("input").path("properties").propertyNames();
        if (!arguments.contains(name)) {
            problems.add(source.error("/effect/idempotent", "'" + name + "' is not an argument of this tool",
                    arguments.isEmpty() ? "it has none" : "its arguments: " + String.join(", ", arguments)));
        } else if (tree.path("input").path("required").valueStream().noneMatch(it -> it.asString("").equals(name))) {
            problems.add(source.error("/effect/idempotent", "'" + name + "' must be a required argument",
                    "a call without it could not be told from a repeated one: add it to input.required"));
        }
    }

    private void checkSchema(String pointer) {
        var schema = tree.at(pointer);
        if (schema.isObject()) {
            JsonSchema.faults(schema).forEach(fault -> problems.add(JsonSchema.problem(source, pointer, fault)));
        }
    }

    private void checkHeaders() {
        if (HeaderParameters.of(tree.path("input")) instanceof HeaderParameters.Faulty(var faults)) {
            faults.forEach(fault -> problems.add(JsonSchema.problem(source, "/input", fault)));
        }
    }

    private Descriptor descriptor() {
        var labels = new TreeSet<String>();
        tree.path("labels").forEach(label -> labels.add(label.stringValue()));
        var effect = tree.path("effect");
        return new Descriptor(
                id,
                new Descriptor.Wording(text("title"), text("summary"), text("when-to-use"), text("when-not")),
                new Effect(
                        effect.path("class").asString().equals("read") ? EffectClass.READ : EffectClass.WRITE,
                        effect.path("destructive").booleanValue(),
                        effect.path("money").booleanValue(),
                        effect.path("idempotent").asString(""),
                        effect.path("open-world").booleanValue()),
                labels,
                (ObjectNode) tree.path("input"),
                new Output(outputSchema(), tree.path("output").path("max-bytes").asInt(USUAL_MAX_BYTES)),
                Digest.sha256(tree));
    }

    private @Nullable ObjectNode outputSchema() {
        return tree.path("output").path("schema") instanceof ObjectNode schema ? schema : null;
    }

    private String text(String key) {
        return tree.path(key).asString("").strip();
    }
}
