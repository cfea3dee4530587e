package signalbox.kit.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.rpc.JsonBytes;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.seal.Seals;
import signalbox.kit.view.ToolView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Cuts lists into pages, and caches the pages of tools as the bytes that are sent.
///
/// A cursor names a place in one list of one caller at one endpoint, and is valid for nothing else.
final class Pagination {
    private static final String PURPOSE = "cursor";
    private static final int MOST_BYTES = 64 << 20;

    private final Seals seals;
    private final int pageSize;
    private final Cache<String, JsonBytes> toolPages = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String _, JsonBytes page) -> page.length())
            .build();

    Pagination(Seals seals, int pageSize) {
        this.seals = seals;
        this.pageSize = pageSize;
    }

    MethodResult tools(CallerContext caller, ObjectNode params, ToolView view) {
        var list = new Listed("tools", view.digest(), view.tools().size());
        return page(caller, params, list, from -> toolPages.get(view.digest() + from, _ ->
                array(view.tools().subList(from, to(from, list)), ToolJson::tool)));
    }

    <T> MethodResult entries(CallerContext caller, ObjectNode params, String key, List<T> all, Function<T, ObjectNode> tree) {
        var whole = array(all, tree);
        var list = new Listed(key, Digest.sha256(whole.toString()), all.size());
        return page(caller, params, list, from -> from == 0 && all.size() <= pageSize
                ? whole
                : array(all.subList(from, to(from, list)), tree));
    }

    /// @param digest of everything in it
    private record Listed(String key, String digest, int size) {}

    private MethodResult page(CallerContext caller, ObjectNode params, Listed list, Function<Integer, JsonBytes> entries) {
        var cursor = params.get("cursor");
        if (cursor == null) {
            return new MethodResult.Page(list.key(), entries.apply(0), next(caller, list, 0));
        }
        var from = cursor.isString() ? from(caller, list, cursor.stringValue()) : null;
        return from == null
                ? MethodResult.refused(Refusal.INVALID_PARAMS, "There is no such cursor, or the list has changed: list again without one.")
                : new MethodResult.Page(list.key(), entries.apply(from), next(caller, list, from));
    }

    private @Nullable String next(CallerContext caller, Listed list, int from) {
        int to = to(from, list);
        return to >= list.size() ? null : seals.seal(PURPOSE, bound(caller, list), String.valueOf(to));
    }

    private @Nullable Integer from(CallerContext caller, Listed list, String cursor) {
        var place = seals.open(PURPOSE, bound(caller, list), cursor);
        return place == null ? null : Integer.valueOf(place);
    }

    private int to(int from, Listed list) {
        return Math.min(list.size(), from + pageSize);
    }

    private static String bound(CallerContext caller, Listed list) {
        return String.join("\n", caller.principal().toString(), EndpointPath.of(caller.endpoint()), list.key(), list.digest());
    }

    private static <T> JsonBytes array(List<T> all, Function<T, ObjectNode> tree) {
        var array = JsonNodeFactory.instance.arrayNode();
        all.forEach(each -> array.add((JsonNode) tree.apply(each)));
        return JsonBytes.of(array);
    }
}
