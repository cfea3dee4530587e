package signalbox.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import signalbox.testing.Checkout;

/// A page of `docs`, as it stands there.
record Page(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```(\\w+)\\n(.*?)^ *```", Pattern.DOTALL);

    static Page read(String name) {
        try {
            return new Page(Files.readString(Checkout.root().resolve("docs").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The blocks of one language, without the indentation of the fence.
    List<String> blocks(String language) {
        return BLOCK.matcher(text).results()
                .filter(match -> match.group(2).equals(language))
                .map(match -> match.group(3).replaceAll("(?m)^" + match.group(1), ""))
                .toList();
    }
}
