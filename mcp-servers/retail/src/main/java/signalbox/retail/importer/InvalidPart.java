package signalbox.retail.importer;

/// A record of a file that does not have the documented shape; caught record by record.
final class InvalidPart extends RuntimeException {
    private final transient FilePart part;
    private final String hint;

    InvalidPart(FilePart part, String message, String hint) {
        super(part.path().isEmpty() ? message : "'" + part.path() + "': " + message, null, false, false);
        this.part = part;
        this.hint = hint;
    }

    FilePart part() {
        return part;
    }

    /// What would be right.
    String hint() {
        return hint;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
