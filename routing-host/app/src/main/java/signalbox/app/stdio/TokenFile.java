package signalbox.app.stdio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.app.terminal.FileProblem;

/// The file that holds the assistant's token, and nothing else. It is read anew for every request, so that a token which
/// was replaced is the one that is shown.
///
/// @param data the directory of the installation whose token it is
public record TokenFile(Path path, Path data) {
    private static final int LONGEST = 16_384;
    /// RFC 6750, section 2.1.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    public sealed interface Held {
        record Token(String text) implements Held {}

        /// @param why one sentence that says what would be right
        record Unusable(String why) implements Held {}
    }

    public Held read() {
        try {
            var file = Files.readAttributes(path, PosixFileAttributes.class);
            if (!file.isRegularFile()) {
                return new Held.Unusable("the token file '" + path + "' is not a file");
            }
            if (!OWNERS.containsAll(file.permissions())) {
                return new Held.Unusable("others may read the token file '" + path + "': run chmod 600 '" + path + "'");
            }
            return file.size() > LONGEST ? noToken() : held(Files.readString(path, StandardCharsets.ISO_8859_1).strip());
        } catch (UnsupportedOperationException _) {
            return new Held.Unusable("the file system of the token file '" + path
                    + "' does not say who may read it: keep it on one that does");
        } catch (NoSuchFileException _) {
            return new Held.Unusable("there is no token file '" + path + "': " + make());
        } catch (IOException e) {
            return new Held.Unusable("the token file '" + path + "' cannot be read: " + FileProblem.reason(e));
        }
    }

    /// Puts a token there whole or not at all, in place of the one that is there, for its owner alone.
    public static void write(Path path, String token) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        var next = Files.createTempFile(folder, ".token", "", PosixFilePermissions.asFileAttribute(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        try {
            Files.writeString(next, token + "\n", StandardCharsets.US_ASCII);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /// What to do where a token is needed.
    String make() {
        return "make one with ./signalbox token create --principal agent:quickstart --data '" + data + "' --file '" + path + "'";
    }

    private Held held(String text) {
        if (text.isEmpty()) {
            return new Held.Unusable("the token file '" + path + "' is empty: " + make());
        }
        return TOKEN.matcher(text).matches() ? new Held.Token(text) : noToken();
    }

    private Held noToken() {
        return new Held.Unusable("the token file '" + path + "' holds something else than one token: " + make());
    }
}
