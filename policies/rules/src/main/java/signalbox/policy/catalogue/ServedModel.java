package signalbox.policy.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares the model that an answer says it is of with the one that was asked.
///
/// The same model has many names: a path or a vendor before it (`openai/gpt-5`, `us.anthropic.claude-...`), a date or
/// `latest` behind it, a tag (`qwen3:latest`), a form of its weights (`-fp8`). What is left are words (`gpt`, `mini`) and
/// versions (`5`); another word is another model, and so is another version where both names have one. Of names that begin
/// with no known family, such as a proxy's or a deployment's own, nothing follows.
public enum ServedModel {
    SAME,
    OTHER,
    /// The names say nothing about each other.
    UNCOMPARABLE;

    private static final Set<String> FAMILIES = Set.of(
            "chatgpt", "claude", "codestral", "command", "deepseek", "devstral", "gemini", "gemma", "glm", "gpt", "grok", "kimi",
            "llama", "magistral", "minimax", "ministral", "mistral", "mixtral", "nova", "o", "phi", "pixtral", "qwen", "qwq");
    /// `text-embedding-3-small`: neither word alone says whose it is.
    private static final Set<String> EMBEDDING_FAMILY = Set.of("text", "embedding");
    /// Vendors before a name, and what of a name is no other model.
    private static final Set<String> IDLE = Set.of(
            "ai21", "amazon", "anthropic", "apac", "cohere", "eu", "global", "google", "meta", "mistralai", "openai", "us",
            "awq", "bf16", "exp", "experimental", "fp16", "fp8", "free", "gguf", "gptq", "hf", "instruct", "int4", "int8", "it",
            "latest", "mlx", "preview", "stable", "v1");
    private static final Pattern DATE = Pattern.compile(
            "[-@_](20[0-9]{2}-?[01][0-9]-?[0-3][0-9]|[01][0-9]-20[0-9]{2}|[01][0-9]-[0-3][0-9]|[0-9]{3,4})(?=$|[-:@_])");
    private static final Pattern VERSION = Pattern.compile("v?[0-9]{1,4}");
    private static final Pattern END = Pattern.compile("[^a-z0-9]++");
    private static final Pattern FAMILY = Pattern.compile("[a-z]*+");

    /// @param words without order, since `claude-3-5-sonnet` is `claude-sonnet-3.5`
    /// @param date digits, or empty
    private record Parts(SortedSet<String> words, List<String> versions, String date) {
        static Parts of(String name) {
            var date = DATE.matcher(name);
            var digits = date.find() ? END.matcher(date.group(1)).replaceAll("") : "";
            var words = new TreeSet<String>();
            var versions = new ArrayList<String>();
            for (var part : END.split(date.replaceAll(""))) {
                if (VERSION.matcher(part).matches() && !IDLE.contains(part)) {
                    versions.add(part);
                } else if (!part.isEmpty() && !IDLE.contains(part)) {
                    words.add(part);
                }
            }
            while (!versions.isEmpty() && versions.getLast().equals("0")) {
                versions.removeLast();
            }
            return new Parts(words, versions, digits);
        }

        boolean isOf(Parts other) {
            return words.equals(other.words)
                    && (versions.isEmpty() || other.versions.isEmpty() || versions.equals(other.versions))
                    && (date.length() != other.date.length() || date.equals(other.date));
        }

        boolean isKnown() {
            return words.containsAll(EMBEDDING_FAMILY) || words.stream().anyMatch(word -> FAMILIES.contains(family(word)));
        }

        private static @Nullable String family(String word) {
            var letters = FAMILY.matcher(word);
            return letters.lookingAt() ? letters.group() : null;
        }
    }

    /// @param served as the provider writes it
    public static ServedModel of(String served, Naming asked) {
        if (served.equalsIgnoreCase(asked.id()) || asked.servedAs().stream().anyMatch(glob -> glob.matches(served))) {
            return SAME;
        }
        var one = bare(asked.id());
        var other = bare(served);
        boolean tagged = one.contains(":") && other.contains(":");
        var parts = Parts.of(tagged ? one : untagged(one));
        var found = Parts.of(tagged ? other : untagged(other));
        if (parts.isOf(found)) {
            return SAME;
        }
        return parts.isKnown() && found.isKnown() ? OTHER : UNCOMPARABLE;
    }

    /// Without the path before it. Only its beginning is looked at, which is more than any name has.
    private static String bare(String name) {
        var start = name.length() > 200 ? name.substring(0, 200) : name;
        return start.substring(start.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String untagged(String name) {
        int tag = name.indexOf(':');
        return tag < 0 ? name : name.substring(0, tag);
    }
}
