package signalbox.identity.jwt;

/// Why a text is no token for us: no access token (ends as `AccessTokenCheck.Refused`), or no assertion of a host.
public final class InvalidToken extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 100;

    private final transient BearerError error;

    /// For what is not proven genuine: the caller is told nothing more.
    public InvalidToken(String reason) {
        this(reason, BearerError.NOT_ACCEPTED);
    }

    InvalidToken(String reason, BearerError error) {
        super(reason, null, false, false);
        this.error = error;
    }

    /// For the log.
    public String reason() {
        return String.valueOf(getMessage());
    }

    AccessTokenCheck.Refused refused() {
        return new AccessTokenCheck.Refused(reason(), error);
    }

    /// A piece of a token as a log may show it.
    static String shown(String text) {
        var printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable;
    }
}
