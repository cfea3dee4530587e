package signalbox.host.wire.mask;

/// A text that comes piece by piece, masked as [SecretMask] masks a whole one: what may be the start of a secret is held back
/// until the next piece says what it is.
public final class MaskedStream {
    private final SecretMask mask;
    private String held = "";

    public MaskedStream(SecretMask mask) {
        this.mask = mask;
    }

    /// What may be shown now; often the piece itself.
    public String next(String piece) {
        var text = held.isEmpty() ? piece : held + piece;
        int end = mask.masked(text).end();
        int shown = text.length() - mask.openEnd(text.substring(end));
        held = text.substring(shown);
        return mask.mask(text.substring(0, shown));
    }

    /// The rest, where the text ends here.
    public String end() {
        var rest = held;
        held = "";
        return rest;
    }
}
