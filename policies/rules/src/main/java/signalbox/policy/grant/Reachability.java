package signalbox.policy.grant;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Looks for arguments that a grant allows and that escape every `never`: what a list has to know.
///
/// Exact for constants, lists of values and ranges against a schema's type, const, enum, minimum and maximum. Each
/// pattern is taken to be matched by some text and by some other, whatever else is asked of that text. Conditions are
/// taken to be passable.
public final class Reachability {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int MOST_CHOICES = 20_000;

    private final Grant grant;
    private final List<Grant> never;
    private final JsonNode input;
    private int choices;

    private Reachability(Grant grant, List<Grant> never, JsonNode input) {
        this.grant = grant;
        this.never = never.stream().filter(entry -> entry.when() == null).toList();
        this.input = input;
    }

    /// @param never the entries whose pattern and `where` match the tool
    /// @param input the schema of the tool's arguments
    public static boolean exists(Grant grant, List<Grant> never, JsonNode input) {
        var reachability = new Reachability(grant, never, input);
        if (reachability.never.stream().anyMatch(Grant::isUnconditional)) {
            return false;
        }
        var paths = new TreeSet<>(grant.args().keySet());
        reachability.never.forEach(entry -> paths.addAll(entry.args().keySet()));
        var escapes = new ArrayList<Set<BitSet>>();
        for (var path : paths) {
            escapes.add(reachability.escapes(path));
        }
        return reachability.covers(escapes, 0, new BitSet());
    }

    /// One choice per argument so that together they escape every entry; where there are too many, yes.
    private boolean covers(List<Set<BitSet>> escapes, int at, BitSet escaped) {
        if (++choices > MOST_CHOICES) {
            return true;
        }
        if (at == escapes.size()) {
            return escaped.cardinality() == never.size();
        }
        for (var choice : escapes.get(at)) {
            var together = (BitSet) escaped.clone();
            together.or(choice);
            if (covers(escapes, at + 1, together)) {
                return true;
            }
        }
        return false;
    }

    /// For each value this argument may take, which entries it escapes.
    private Set<BitSet> escapes(ArgumentPath path) {
        var schema = path.schemaIn(input);
        var domain = schema == null ? Domain.ANY : Domain.of(schema);
        var mine = grant.args().get(path);
        var found = new HashSet<BitSet>();
        if (mine == null && !path.isRequiredIn(input)) {
            found.add(escaped(path, null));
        }
        for (var value : candidates(path, domain)) {
            if (domain.holds(value) && (mine == null || mine.test(value) == Match.YES)) {
                found.add(escaped(path, value));
            }
        }
        if (domain.isOpenToText() && (mine == null || isOpenToText(mine))) {
            found.add(escapedByText(path, domain, mine));
        }
        return found;
    }

    private BitSet escaped(ArgumentPath path, @Nullable JsonNode value) {
        var escaped = new BitSet();
        for (int i = 0; i < never.size(); i++) {
            var constraint = never.get(i).args().get(path);
            escaped.set(i, constraint != null && (value == null || constraint.meets(value) == Match.NO));
        }
        return escaped;
    }

    /// A text unlike every written one, matching those patterns that it must match and no other.
    private BitSet escapedByText(ArgumentPath path, Domain domain, @Nullable Constraint mine) {
        var matched = new HashSet<String>();
        if (mine != null && mine.pattern() != null) {
            matched.add(mine.pattern().pattern());
        }
        if (domain.constraint().pattern() != null) {
            matched.add(domain.constraint().pattern().pattern());
        }
        var escaped = new BitSet();
        for (int i = 0; i < never.size(); i++) {
            var theirs = never.get(i).args().get(path);
            if (theirs != null) {
                boolean otherPattern = theirs.pattern() != null && !matched.contains(theirs.pattern().pattern());
                escaped.set(i, theirs.values() != null || theirs.members() != null || otherPattern);
            }
        }
        return escaped;
    }

    private static boolean isOpenToText(Constraint constraint) {
        return constraint.values() == null
                && constraint.members() == null
                && constraint.minimum() == null
                && constraint.maximum() == null;
    }

    private List<JsonNode> candidates(ArgumentPath path, Domain domain) {
        var constraints = new ArrayList<Constraint>();
        constraints.add(domain.constraint());
        never.forEach(entry -> add(constraints, entry.args().get(path)));
        add(constraints, grant.args().get(path));
        var candidates = new ArrayList<JsonNode>(List.of(JSON.booleanNode(true), JSON.booleanNode(false)));
        candidates.add(JSON.arrayNode());
        candidates.add(JSON.objectNode());
        var points = new TreeSet<BigDecimal>(Set.of(BigDecimal.ZERO));
        for (var constraint : constraints) {
            literals(constraint, candidates);
            if (constraint.minimum() != null) {
                points.add(constraint.minimum());
            }
            if (constraint.maximum() != null) {
                points.add(constraint.maximum());
            }
        }
        candidates.stream().filter(JsonNode::isNumber).forEach(value -> points.add(value.decimalValue()));
        numbers(points).forEach(number -> candidates.add(JSON.numberNode(number)));
        return candidates;
    }

    private static void add(List<Constraint> constraints, @Nullable Constraint one) {
        if (one != null) {
            constraints.add(one);
        }
    }

    private static void literals(Constraint constraint, List<JsonNode> candidates) {
        if (constraint.values() != null) {
            candidates.addAll(constraint.values());
        }
        if (constraint.members() != null) {
            candidates.addAll(constraint.members());
            constraint.members().forEach(member -> candidates.add(JSON.arrayNode().add(member)));
        }
    }

    /// Every written number, one between each two, and some on either side: whole ones among them where there are any.
    private static Set<BigDecimal> numbers(NavigableSet<BigDecimal> points) {
        var numbers = new TreeSet<BigDecimal>(points);
        for (var point : points) {
            numbers.add(point.add(BigDecimal.ONE));
            numbers.add(point.subtract(BigDecimal.ONE));
            var next = points.higher(point);
            numbers.add(next == null ? point.add(HALF) : point.add(next).multiply(HALF));
            numbers.add(point.setScale(0, RoundingMode.FLOOR));
            numbers.add(point.setScale(0, RoundingMode.CEILING));
        }
        return numbers;
    }
}
