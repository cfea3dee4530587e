package signalbox.json;

/// JSON Pointers (RFC 6901) as text, such as `/rules/0/when`.
public final class JsonPointers {
    private JsonPointers() {}

    /// The pointer of a member of what `parent` points at.
    public static String child(String parent, String name) {
        return parent + "/" + escaped(name);
    }

    /// The pointer of an entry of the list `parent` points at.
    public static String child(String parent, int index) {
        return parent + "/" + index;
    }

    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    public static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    public static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    }
}
