package signalbox.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import signalbox.json.JsonPointers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns the parser's events into a JSON tree and notes the place of each node; gathers what is not allowed.
final class YamlReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 64;

    private final Lines lines;
    private final ParserImpl parser;
    private final Map<String, Span> spots = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /// The node that was read last.
    private @Nullable Span last;

    YamlReader(Lines lines, String text) {
        this.lines = lines;
        var settings = LoadSettings.builder().setUseMarks(true).setParseComments(false).build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    Map<String, Span> spots() {
        return spots;
    }

    List<Problem> problems() {
        return problems;
    }

    /// The tree of the only document, or null where there is none; what is wrong with it is in `problems`.
    @Nullable JsonNode read() {
        try {
            parser.next();
            if (parser.checkEvent(Event.ID.StreamEnd)) {
                report(0, "the file is empty", "");
                return null;
            }
            checkDirectives((DocumentStartEvent) parser.next());
            var tree = node("", -1, parser.next(), 0);
            parser.next();
            if (!parser.checkEvent(Event.ID.StreamEnd)) {
                report(start(parser.peekEvent()), "a second document starts here", "one document per file");
            }
            return tree;
        } catch (MarkedYamlEngineException e) {
            reportSyntax(e);
        } catch (NumberFormatException _) {
            // The parser reads the digits of an escape without looking whether the text has ended.
            report(lines.points().length, "the text ends in the middle of an escape", "finish the text in double quotes");
        } catch (YamlEngineException e) {
            report(0, "this is not YAML: " + e.getMessage(), "");
        }
        return null;
    }

    private void reportSyntax(MarkedYamlEngineException e) {
        var fault = SyntaxFault.of(e, lines, last);
        report(fault.at(), fault.message(), fault.hint());
    }

    private void checkDirectives(DocumentStartEvent document) {
        if (document.getSpecVersion().isPresent() || !document.getTags().isEmpty()) {
            report(start(document), "a directive is not allowed", "remove the line that starts with %");
        }
    }

    private JsonNode node(String pointer, int key, Event event, int depth) {
        checkDecoration(event);
        int start = start(event);
        if (event instanceof ScalarEvent scalar) {
            last = new Span(key < 0 ? start : key, start, end(event), scalar.getScalarStyle(), scalar.getValue());
            spots.put(pointer, last);
            return scalar(scalar);
        }
        last = new Span(key < 0 ? start : key, start, end(event), null, "");
        spots.put(pointer, last);
        if (event instanceof AliasEvent alias) {
            report(start, "alias '*" + alias.getAlias().getValue() + "' is not allowed", "write the value out");
            return NODES.nullNode();
        }
        if (depth >= DEEPEST) {
            report(start, "the nesting is deeper than " + DEEPEST, "");
            skipCollection();
            return NODES.nullNode();
        }
        return event instanceof MappingStartEvent ? map(pointer, depth) : list(pointer, depth);
    }

    private void skipCollection() {
        for (int open = 1; open > 0; ) {
            var event = parser.next();
            if (event instanceof CollectionStartEvent) {
                open++;
            } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
                open--;
            }
        }
    }

    private JsonNode list(String pointer, int depth) {
        var list = NODES.arrayNode();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            list.add(node(pointer + "/" + list.size(), -1, parser.next(), depth + 1));
        }
        parser.next();
        return list;
    }

    private JsonNode map(String pointer, int depth) {
        var map = NODES.objectNode();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            entry(map, pointer, depth);
        }
        parser.next();
        return map;
    }

    private void entry(ObjectNode map, String pointer, int depth) {
        var event = parser.next();
        int start = start(event);
        if (!(event instanceof ScalarEvent key)) {
            report(start, "a key must be a single word or text", "");
            node(pointer + "/", start, event, depth + 1);
            node(pointer + "/", start, parser.next(), depth + 1);
            return;
        }
        checkDecoration(key);
        var name = key.getValue();
        if (name.equals("<<") && key.isPlain()) {
            report(start, "the merge key '<<' is not allowed", "write the entries out");
        }
        var child = pointer + "/" + JsonPointers.escaped(name);
        if (!map.has(name)) {
            map.set(name, node(child, start, parser.next(), depth + 1));
            return;
        }
        var first = spots.get(child);
        report(start, "duplicate key '" + name + "'", "it is already in line "
                + lines.place(first == null ? 0 : first.key()).line());
        node(pointer + "/", start, parser.next(), depth + 1);
    }

    private JsonNode scalar(ScalarEvent scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return NODES.stringNode(scalar.getValue());
        }
        var node = PlainScalar.resolve(scalar.getValue());
        if (node == null) {
            report(start(scalar), "'" + scalar.getValue() + "' is read differently by different YAML readers",
                    "put a text in quotes; write true, false, null and numbers as JSON does");
            return NODES.stringNode(scalar.getValue());
        }
        return node;
    }

    private void checkDecoration(Event event) {
        if (event instanceof NodeEvent node && !(node instanceof AliasEvent)) {
            node.getAnchor().ifPresent(anchor ->
                    report(start(event), "anchor '&" + anchor.getValue() + "' is not allowed", "write the value out"));
            tag(event).ifPresent(tag ->
                    report(start(event), "tag '" + tag + "' is not allowed", "write the value without it"));
        }
    }

    private static Optional<String> tag(Event event) {
        return event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private void report(int index, String message, String hint) {
        var place = lines.place(index);
        problems.add(Problem.error(place, lines.excerpt(place), message, hint));
    }

    private static int start(Event event) {
        return event.getStartMark().map(Mark::getIndex).orElse(0);
    }

    private static int end(Event event) {
        return event.getEndMark().map(Mark::getIndex).orElse(0);
    }
}
