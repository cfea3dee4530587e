package signalbox.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;
import signalbox.json.JsonPointers;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// Reads `releases.yaml` and checks it against the tool versions there are.
final class ReleasesFile {
    private static final JsonSchema FORM = JsonSchema.resource("signalbox/schema/releases.schema.json");

    private final YamlSource source;
    private final Set<ToolId> known;
    private final List<Problem> problems = new ArrayList<>();

    private ReleasesFile(YamlSource source, Set<ToolId> known) {
        this.source = source;
        this.known = known;
    }

    static Checked<SortedMap<ToolName, Release>> read(YamlSource source, Set<ToolId> known) {
        var file = new ReleasesFile(source, known);
        file.problems.addAll(FORM.check(source));
        source.tree().forEachEntry(file::checkRelease);
        file.warnOfToolsWithoutRelease();
        return Checked.of(file.problems, file::releases);
    }

    private void checkRelease(String name, JsonNode release) {
        var pointer = JsonPointers.child("", name);
        var versions = versionsOf(name);
        if (versions.isEmpty()) {
            if (name.indexOf('.') > 0) {
                problems.add(source.errorAtKey(pointer, "'" + name + "' is not a tool here",
                        "its versions are in " + name.replace('.', '/') + "/<version>.yaml"));
            }
            return;
        }
        var serve = release.path("serve");
        serve.forEachEntry((version, entry) -> {
            var at = JsonPointers.child(pointer + "/serve", version);
            if (Version.isValid(version) && !versions.contains(Version.parse(version))) {
                problems.add(source.errorAtKey(
                        at, "'" + name + "@" + version + "' does not exist", "versions: " + joined(versions)));
            }
            checkRun(entry.path("run"), at + "/run");
        });
        checkServed(serve, release.path("default"), pointer + "/default", "default");
        release.path("pins").forEachEntry((who, version) ->
                checkServed(serve, version, JsonPointers.child(pointer + "/pins", who), who));
    }

    private void checkRun(JsonNode run, String pointer) {
        if (run.has("java") && run.has("upstream")) {
            problems.add(source.errorAtKey(
                    pointer + "/upstream", "'run' says two ways of doing the work: java, upstream", "keep one of them"));
        } else if (run.has("upstream-name") && !run.has("upstream")) {
            problems.add(source.errorAtKey(
                    pointer + "/upstream-name", "'upstream-name' is the name of a third-party tool, and there is none here",
                    "write its digest under upstream beside it"));
        }
    }

    private void checkServed(JsonNode serve, JsonNode version, String pointer, String subject) {
        if (serve.isObject() && version.isString() && Version.isValid(version.stringValue())
                && !serve.has(version.stringValue())) {
            problems.add(source.error(pointer, "'" + subject + "' names a version that is not served: "
                    + version.stringValue(), "served: " + String.join(", ", serve.propertyNames())));
        }
    }

    private void warnOfToolsWithoutRelease() {
        var tools = new TreeSet<ToolName>();
        known.forEach(id -> tools.add(id.name()));
        for (var tool : tools) {
            if (!source.tree().has(tool.toString())) {
                problems.add(source.warning("", "'" + tool + "' is not served: it has no release", "add an entry for it"));
            }
        }
    }

    private SortedSet<Version> versionsOf(String name) {
        var versions = new TreeSet<Version>();
        for (var id : known) {
            if (id.name().toString().equals(name)) {
                versions.add(id.version());
            }
        }
        return versions;
    }

    private static String joined(SortedSet<Version> versions) {
        return String.join(", ", versions.stream().map(Version::toString).toList());
    }

    private SortedMap<ToolName, Release> releases() {
        var releases = new TreeMap<ToolName, Release>();
        source.tree().forEachEntry((name, release) -> releases.put(ToolName.parse(name), release(name, release)));
        return releases;
    }

    private static RunTarget run(ToolName tool, JsonNode node) {
        return node.has("java")
                ? new RunTarget.Java(node.path("java").stringValue())
                : new RunTarget.Upstream(node.path("upstream").stringValue(), node.path("upstream-name").asString(tool.tool()));
    }

    private static Release release(String name, JsonNode node) {
        var tool = ToolName.parse(name);
        var serve = new TreeMap<Version, RunTarget>();
        node.path("serve").forEachEntry((version, entry) ->
                serve.put(Version.parse(version), run(tool, entry.path("run"))));
        var pins = new HashMap<String, Version>();
        node.path("pins").forEachEntry((who, version) -> pins.put(who, Version.parse(version.stringValue())));
        return new Release(tool, serve, Version.parse(node.path("default").stringValue()), pins);
    }
}
