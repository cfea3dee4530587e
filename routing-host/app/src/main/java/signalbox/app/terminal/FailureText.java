package signalbox.app.terminal;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import signalbox.database.DatabaseException;

/// The sentence that a person needs to read about a failure.
public final class FailureText {
    private FailureText() {}

    /// Null where it is a fault of our own.
    public static @Nullable String of(Exception exception) {
        return switch (exception) {
            case CommandFailure failure -> failure.getMessage();
            case DatabaseException failure -> failure.getMessage();
            case FileSystemException file -> "'" + file.getFile() + "' cannot be used: " + FileProblem.reason(file);
            default -> null;
        };
    }
}
