package signalbox.identity.jwt;

import signalbox.json.JsonReader;

/// Opens the readers of access tokens and of an issuer's keys to the fuzz targets.
public final class FuzzedTokens {
    private FuzzedTokens() {}

    /// A token, or where it begins with a brace a set of keys.
    public static void read(String text) {
        try {
            if (text.startsWith("{")) {
                var keys = JsonReader.STORED.read(text).objectOrNull();
                if (keys != null) {
                    KeySet.read(keys);
                }
            } else {
                CompactJws.read(text, 16_384).claims();
            }
        } catch (InvalidToken _) {
            // Refused, with a reason for the log.
        }
    }
}
