package signalbox.host.route;

import signalbox.host.turn.Specialty;

/// What is asked for, with an estimate of its tokens, which is worked out once.
///
/// @param tokens of all of it
/// @param longest of its longest input, which is what must fit a window
public record SizedSpecialty(Specialty asked, long tokens, long longest) {
    public static SizedSpecialty of(Specialty asked) {
        long sum = 0;
        long longest = 0;
        var inputs = switch (asked) {
            case Specialty.Embeddings embeddings -> embeddings.inputs();
        };
        for (var input : inputs) {
            long tokens = switch (input) {
                case Specialty.EmbeddingInput.Text(var text) -> TokenEstimate.of(text);
                case Specialty.EmbeddingInput.Tokens(var numbers) -> numbers.size();
            };
            sum += tokens;
            longest = Math.max(longest, tokens);
        }
        return new SizedSpecialty(asked, sum, longest);
    }
}
