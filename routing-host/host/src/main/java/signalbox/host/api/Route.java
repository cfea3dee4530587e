package signalbox.host.api;

import org.jspecify.annotations.Nullable;

/// One endpoint: its method, its path, and who may ask for it. Paths are compared as they were written; nothing is decoded.
///
/// @param path with at most one `{id}`, which stands for one segment, or `{model}` at its end, which stands for all the rest
/// @param open to callers without a token
record Route(String method, String path, boolean open, Endpoint endpoint) {
    private static final String ID = "{id}";
    private static final String MODEL = "{model}";

    static Route forCallers(String method, String path, Endpoint endpoint) {
        return new Route(method, path, false, endpoint);
    }

    static Route forAnyone(String method, String path, Endpoint endpoint) {
        return new Route(method, path, true, endpoint);
    }

    /// What the path has in place of `{id}` or `{model}`, empty where there is neither; null for another path.
    @Nullable String match(String asked) {
        if (path.endsWith(MODEL)) {
            int start = path.length() - MODEL.length();
            return asked.length() > start && asked.startsWith(path.substring(0, start)) ? asked.substring(start) : null;
        }
        int from = path.indexOf(ID);
        if (from < 0) {
            return path.equals(asked) ? "" : null;
        }
        int end = asked.indexOf('/', from);
        end = end < 0 ? asked.length() : end;
        return end > from && asked.startsWith(path.substring(0, from)) && asked.substring(end).equals(path.substring(from + ID.length()))
                ? asked.substring(from, end)
                : null;
    }
}
