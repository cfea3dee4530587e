package signalbox.host.wire;

import java.util.List;

/// The part of an answer's text that its reader is shown, while it comes: what some models think first, between tags, is
/// kept back. A piece is kept until it is known what it belongs to.
///
/// A closing tag without an opening one is seen too late: by then what came before it has been shown.
public final class SpokenText {
    private static final List<String> OPENING = List.of("<think>", "<thinking>");
    private static final List<String> CLOSING = List.of("</think>", "</thinking>");

    private enum State {
        BEFORE,
        THINKING,
        AFTER_THINKING,
        SPEAKING
    }

    private static final int LONGEST_TAG = "</thinking>".length();

    private final StringBuilder kept = new StringBuilder();
    private State state = State.BEFORE;
    private int blanks;

    /// What may be shown once this piece has come.
    public String next(String piece) {
        if (state == State.SPEAKING) {
            return piece;
        }
        kept.append(piece);
        if (state == State.BEFORE) {
            state = begun();
        }
        if (state == State.THINKING) {
            int end = endOfThinking();
            if (end < 0) {
                kept.delete(0, Math.max(0, kept.length() - LONGEST_TAG));
                return "";
            }
            kept.delete(0, end);
            state = State.AFTER_THINKING;
        }
        if (state == State.AFTER_THINKING) {
            kept.delete(0, kept.length() - kept.toString().stripLeading().length());
            state = kept.isEmpty() ? State.AFTER_THINKING : State.SPEAKING;
        }
        return state == State.SPEAKING ? shown() : "";
    }

    /// What was kept back of an answer that has ended.
    public String end() {
        return state == State.BEFORE ? shown() : "";
    }

    private String shown() {
        var text = kept.toString();
        kept.setLength(0);
        state = State.SPEAKING;
        return text;
    }

    private State begun() {
        while (blanks < kept.length() && Character.isWhitespace(kept.charAt(blanks))) {
            blanks++;
        }
        var start = kept.substring(blanks);
        if (OPENING.stream().anyMatch(start::startsWith)) {
            return State.THINKING;
        }
        return OPENING.stream().anyMatch(tag -> tag.startsWith(start)) ? State.BEFORE : State.SPEAKING;
    }

    /// Where the thinking ends, behind its tag, or -1.
    private int endOfThinking() {
        int end = -1;
        for (var tag : CLOSING) {
            int at = kept.indexOf(tag);
            if (at >= 0 && (end < 0 || at + tag.length() < end)) {
                end = at + tag.length();
            }
        }
        return end;
    }
}
