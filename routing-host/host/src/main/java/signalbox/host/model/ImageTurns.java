package signalbox.host.model;

import java.util.ArrayList;
import java.util.List;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;

/// The turns of a transcript that hold images: found once, then asked about for each candidate.
public record ImageTurns(List<ImageTurn> turns) {
    public static final ImageTurns NONE = new ImageTurns(List.of());

    public ImageTurns {
        turns = List.copyOf(turns);
    }

    /// @param turn its place in the transcript, from 0
    public record ImageTurn(int turn, Holder holder) {}

    /// Whose turn holds the image; wires differ in which of them they can show.
    public enum Holder {
        USER("an image of the user"),
        ASSISTANT("an image of the assistant"),
        TOOL_RESULT("an image in a tool result");

        private final String words;

        Holder(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    public static ImageTurns of(List<Turn> transcript) {
        List<ImageTurn> found = new ArrayList<>();
        for (int i = 0; i < transcript.size(); i++) {
            switch (transcript.get(i)) {
                case Turn.Instructions _ -> {}
                case Turn.User user -> add(found, i, user.parts(), Holder.USER);
                case Turn.Assistant assistant -> add(found, i, assistant.parts(), Holder.ASSISTANT);
                case Turn.ToolResult result -> add(found, i, result.parts(), Holder.TOOL_RESULT);
            }
        }
        return found.isEmpty() ? NONE : new ImageTurns(found);
    }

    private static void add(List<ImageTurn> found, int turn, List<Part> parts, Holder holder) {
        for (Part part : parts) {
            if (part instanceof Part.Image) {
                found.add(new ImageTurn(turn, holder));
                return;
            }
        }
    }
}
