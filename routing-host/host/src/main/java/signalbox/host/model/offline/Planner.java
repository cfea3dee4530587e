package signalbox.host.model.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.ToolOffer;

/// Chooses the next move by comparing words: the tool whose name and text share most with the request, once its
/// arguments can be filled; before that, a tool that finds what is missing.
///
/// @param depth how many look-ups it plans ahead for a missing argument
record Planner(int depth) {
    private static final double NAME_WEIGHT = 3;
    private static final double LEAST = 2;
    private static final double UNASKED = 0.3;

    /// What to do next.
    sealed interface Move {
        /// @param confidence 0..1
        record Call(FilledArguments filling, double confidence) implements Move {}

        /// Nothing is left to call: answer from the results.
        record Answer(double confidence) implements Move {}

        /// The goal is clear, but nothing at hand gives these.
        record AskFor(ToolOffer goal, Set<String> missing) implements Move {}
    }

    private record Scored(ToolOffer tool, double score) {}

    Move next(List<ToolOffer> tools, Evidence evidence, boolean mustCall) {
        var ranked = ranked(tools, evidence);
        var goal = ranked.isEmpty() ? null : ranked.getFirst();
        if (goal == null || (goal.score() < LEAST && !mustCall)) {
            return new Move.Answer(evidence.made().isEmpty() ? 0.2 : 0.6);
        }
        if (failed(goal.tool(), evidence)) {
            return new Move.Answer(0.4);
        }
        if (done(goal.tool(), evidence)) {
            return new Move.Answer(0.9);
        }
        var filling = FilledArguments.of(goal.tool(), evidence);
        if (filling.isComplete()) {
            return evidence.has(goal.tool().name(), filling.arguments())
                    ? new Move.Answer(0.9)
                    : new Move.Call(filling, confidence(ranked, filling));
        }
        var finder = finder(filling, tools, evidence, depth);
        if (finder != null) {
            return new Move.Call(finder, confidence(ranked, finder));
        }
        return new Move.AskFor(goal.tool(), filling.missing());
    }

    /// A goal that was refused or failed is not tried again with the same words.
    private static boolean failed(ToolOffer goal, Evidence evidence) {
        var last = evidence.last();
        return last != null && last.result().error() && last.call().tool().equals(goal.name());
    }

    /// What changes something is done once.
    private static boolean done(ToolOffer goal, Evidence evidence) {
        var last = evidence.last();
        return last != null && !looksUp(goal) && !last.result().error() && last.call().tool().equals(goal.name());
    }

    /// A complete call not made yet that may find what is missing: one whose name shares words with it.
    private @Nullable FilledArguments finder(FilledArguments wanting, List<ToolOffer> tools, Evidence evidence, int left) {
        if (left == 0) {
            return null;
        }
        var wanted = Words.stems(String.join(" ", wanting.missing()) + " " + nouns(wanting.tool()));
        var looks = new ArrayList<>(tools.stream().filter(Planner::looksUp).toList());
        looks.sort(Comparator.comparingLong((ToolOffer tool) -> -Words.shared(Words.stems(nouns(tool)), wanted))
                .thenComparing(ToolOffer::name));
        FilledArguments further = null;
        for (var tool : looks) {
            if (Words.shared(Words.stems(nouns(tool)), wanted) == 0) {
                break;
            }
            var filling = FilledArguments.of(tool, evidence);
            if (filling.isComplete() && !evidence.has(tool.name(), filling.arguments())) {
                return filling;
            }
            if (!filling.isComplete() && further == null && !tool.name().equals(wanting.tool().name())) {
                further = finder(filling, tools, evidence, left - 1);
            }
        }
        return further;
    }

    private static boolean looksUp(ToolOffer tool) {
        return bare(tool).matches("(get|find|look|search|list|read)_.*");
    }

    private List<Scored> ranked(List<ToolOffer> tools, Evidence evidence) {
        var said = Words.stems(evidence.request());
        Map<String, Integer> known = new HashMap<>();
        for (var tool : tools) {
            Words.stems(nouns(tool) + " " + tool.description()).forEach(stem -> known.merge(stem, 1, Integer::sum));
        }
        var scored = new ArrayList<Scored>();
        for (var tool : tools) {
            scored.add(new Scored(tool, score(tool, said, known, tools.size())));
        }
        scored.sort(Comparator.comparingDouble((Scored each) -> -each.score()).thenComparing(each -> each.tool().name()));
        return scored;
    }

    /// Words that few tools share weigh more; a word of the name more than one of the description.
    private static double score(ToolOffer tool, Set<String> said, Map<String, Integer> known, int tools) {
        var name = Words.stems(nouns(tool));
        var text = new HashSet<>(Words.stems(promise(tool)));
        text.removeAll(name);
        double score = 0;
        for (var word : said) {
            double rare = Math.log(1 + (double) tools / known.getOrDefault(word, tools));
            score += name.contains(word) ? NAME_WEIGHT * rare : text.contains(word) ? rare : 0;
        }
        return looksUp(tool) || isAskedFor(tool, said) ? score : score * UNASKED;
    }

    /// Whether the request has the verb of the tool's name, or of its description.
    private static boolean isAskedFor(ToolOffer tool, Set<String> said) {
        return said.contains(Words.stem(verb(tool)))
                || Words.split(tool.description()).stream().limit(1).map(Words::stem).anyMatch(said::contains);
    }

    /// The description without what says when another tool is right.
    private static String promise(ToolOffer tool) {
        int not = tool.description().indexOf("Not when:");
        return not < 0 ? tool.description() : tool.description().substring(0, not);
    }

    private static String nouns(ToolOffer tool) {
        return bare(tool).replace('_', ' ');
    }

    private static String verb(ToolOffer tool) {
        var bare = bare(tool);
        return bare.indexOf('_') < 0 ? bare : bare.substring(0, bare.indexOf('_'));
    }

    private static String bare(ToolOffer tool) {
        int server = tool.name().indexOf("__");
        return server < 0 ? tool.name() : tool.name().substring(server + 2);
    }

    private static double confidence(List<Scored> ranked, FilledArguments filling) {
        double best = ranked.getFirst().score();
        double second = ranked.size() < 2 ? 0 : ranked.get(1).score();
        double margin = best <= 0 ? 0 : (best - second) / best;
        double sure = 0.55 + 0.4 * Math.min(1, 2 * margin);
        return filling.guessed().isEmpty() ? sure : sure * 0.6;
    }
}
