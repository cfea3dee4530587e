package signalbox.host.route;

import java.util.List;
import java.util.regex.Pattern;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;

/// Two simple, repeatable measures of what is asked, each from 0 to 1. They read words and count; they understand
/// nothing.
final class Measures {
    private static final double LONG_ASK = 600;
    private static final double MANY_ASKS = 4;
    private static final double MANY_TURNS = 20;
    private static final Pattern ASK = Pattern.compile("[?;]|(?m:^\\s*(?:[-*]|\\d+[.)])\\s)|\\b(?:and then|then|also|after that)\\b");
    private static final Pattern WORK = Pattern.compile(
            "```|[=<>]{2}|\\b(?:why|prove|derive|compare|explain|design|analy[sz]e|refactor|optimi[sz]e)\\b");

    private Measures() {}

    /// How much the last thing a user said asks for: its length (0.4 at 600 tokens), the number of things asked (0.3 at
    /// four), words and signs of reasoning or code (0.2), and how long the conversation is (0.1 at 20 turns).
    static double complexity(List<Turn> transcript) {
        var asked = lastAsk(transcript);
        double length = Math.min(1, TokenEstimate.of(asked) / LONG_ASK);
        double asks = Math.min(1, ASK.matcher(asked).results().count() / MANY_ASKS);
        double work = WORK.matcher(asked).find() ? 1 : 0;
        double turns = Math.min(1, transcript.size() / MANY_TURNS);
        return 0.4 * length + 0.3 * asks + 0.2 * work + 0.1 * turns;
    }

    /// 1 where the caller named the task, 0 where nobody did.
    static double taskConfidence(String task) {
        return task.isEmpty() ? 0 : 1;
    }

    private static String lastAsk(List<Turn> transcript) {
        for (var turn : transcript.reversed()) {
            if (turn instanceof Turn.User user) {
                var text = new StringBuilder();
                for (var part : user.parts()) {
                    if (part instanceof Part.Text piece) {
                        text.append(piece.text()).append('\n');
                    }
                }
                return text.toString();
            }
        }
        return "";
    }
}
