package signalbox.json;

/// How much JSON a reader takes, from one kind of sender.
///
/// @param bytes of the whole text, and so of any string in it
/// @param depth levels of objects and lists
/// @param tokens values, names and brackets
/// @param numberLength digits of one number
/// @param nameLength characters of one name
/// @param exponent the largest power of ten, up or down, that a number with a point or an exponent may be written with
/// @param halfSurrogates whether strings and names may hold half a surrogate pair, which no UTF-8 can carry on
public record JsonBounds(
        int bytes, int depth, long tokens, int numberLength, int nameLength, int exponent, boolean halfSurrogates) {
    private static final int DEEPEST = 1_000;

    public JsonBounds {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("trees are read by recursion, so at most " + DEEPEST + " levels: " + depth);
        }
    }

    /// At most this many levels, 100 MB, numbers of 1,000 digits, names of 50,000 characters; no half surrogates.
    public static JsonBounds ofDepth(int depth) {
        return new JsonBounds(100_000_000, depth, Long.MAX_VALUE, 1_000, 50_000, Integer.MAX_VALUE, false);
    }

    public JsonBounds withBytes(int most) {
        return new JsonBounds(most, depth, tokens, numberLength, nameLength, exponent, halfSurrogates);
    }

    public JsonBounds withTokens(long most) {
        return new JsonBounds(bytes, depth, most, numberLength, nameLength, exponent, halfSurrogates);
    }

    public JsonBounds withNumberLength(int most) {
        return new JsonBounds(bytes, depth, tokens, most, nameLength, exponent, halfSurrogates);
    }

    public JsonBounds withNameLength(int most) {
        return new JsonBounds(bytes, depth, tokens, numberLength, most, exponent, halfSurrogates);
    }

    public JsonBounds withExponent(int most) {
        return new JsonBounds(bytes, depth, tokens, numberLength, nameLength, most, halfSurrogates);
    }

    /// For senders that cut a text between the halves of a character, as streams of models do.
    public JsonBounds withHalfSurrogates() {
        return new JsonBounds(bytes, depth, tokens, numberLength, nameLength, exponent, true);
    }
}
