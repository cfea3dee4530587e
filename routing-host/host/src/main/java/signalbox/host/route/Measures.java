package signalbox.host.route;

import java.util.List;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;

/// Two simple, repeatable measures of what is asked, each from 0 to 1. They read words and count; they understand
/// nothing.
final class Measures {
    private static final int LONG_ASK = 600;
    private static final double MANY_ASKS = 4;
    private static final double MANY_TURNS = 20;
    /// How much of a text is read, in characters; what follows changes nothing.
    private static final int READ = 16_000;

    private Measures() {}

    /// How much the last thing a user said asks for: its length (0.4 at 600 tokens), the number of things asked (0.3 at
    /// four), words and signs of reasoning or code (0.2), and how long the conversation is (0.1 at 20 turns).
    static double complexity(List<Turn> transcript) {
        var asked = lastAsk(transcript);
        double length = (double) Math.min(LONG_ASK, TextTokens.of(asked, LONG_ASK)) / LONG_ASK;
        var scan = new AskScan(asked);
        double asks = Math.min(1, scan.asks() / MANY_ASKS);
        double work = scan.hasWork() ? 1 : 0;
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
                return text(user.parts());
            }
        }
        return "";
    }

    private static String text(List<Part> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Part.Text(var piece) && text.length() < READ) {
                text.append(piece, 0, Math.min(piece.length(), READ - text.length())).append('\n');
            }
        }
        return text.toString();
    }
}
