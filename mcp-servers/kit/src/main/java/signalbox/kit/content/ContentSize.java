package signalbox.kit.content;

/// How many bytes of UTF-8 contents have, without the JSON around them: counted without being written.
public final class ContentSize {
    private ContentSize() {}

    public static long of(Content content) {
        return switch (content) {
            case Content.Text(var text) -> of(text);
            case Content.Image(var mimeType, var data) -> of(mimeType) + of(data);
            case Content.Audio(var mimeType, var data) -> of(mimeType) + of(data);
            case Content.Embedded(var contents) -> of(contents);
            case Content.Link(var uri, var name, var mimeType) -> of(uri.toString()) + of(name) + (mimeType == null ? 0 : of(mimeType));
        };
    }

    public static long of(ResourceContents contents) {
        long address = of(contents.uri().toString()) + of(contents.mimeType());
        return switch (contents) {
            case ResourceContents.Text text -> address + of(text.text());
            case ResourceContents.Blob blob -> address + of(blob.data());
        };
    }

    public static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += of(text, i);
        }
        return bytes;
    }

    /// How many characters from the start fit into so many bytes, never splitting a character.
    public static int within(String text, long most) {
        long bytes = 0;
        int end = 0;
        while (end < text.length()) {
            boolean pair = Character.isHighSurrogate(text.charAt(end)) && end + 1 < text.length() && Character.isLowSurrogate(text.charAt(end + 1));
            bytes += pair ? 4 : of(text, end);
            if (bytes > most) {
                return end;
            }
            end += pair ? 2 : 1;
        }
        return end;
    }

    /// Half a surrogate pair counts as half of four bytes.
    private static int of(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
