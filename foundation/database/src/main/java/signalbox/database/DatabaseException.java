package signalbox.database;

import org.jspecify.annotations.Nullable;

/// The database cannot be reached, started or brought up to date.
public sealed class DatabaseException extends RuntimeException permits DirectoryInUse {
    private final Trouble trouble;

    /// @param problem what is wrong, the subject first and quoted
    /// @param hint what would be right
    public record Trouble(String problem, String hint) {
        @Override
        public String toString() {
            return problem + ": " + hint;
        }
    }

    DatabaseException(String problem, String hint) {
        this(problem, hint, null);
    }

    DatabaseException(String problem, String hint, @Nullable Throwable cause) {
        super(problem + ": " + hint, cause);
        trouble = new Trouble(problem, hint);
    }

    public Trouble trouble() {
        return trouble;
    }
}
