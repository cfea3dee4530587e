package signalbox.app.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file cannot be used, in words for a person.
public final class FileProblem {
    private FileProblem() {}

    public static String reason(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case AccessDeniedException _ -> "this user may not";
            case FileAlreadyExistsException _ -> "it is there already, as another kind of file";
            case FileSystemException file -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            default -> String.valueOf(trouble.getMessage());
        };
    }
}
