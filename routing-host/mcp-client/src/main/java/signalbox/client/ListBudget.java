package signalbox.client;

import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.AnswerLimit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How much a server may show of itself, over all pages of its list. Large catalogues of today's have 200 KB and a hundred
/// tools.
final class ListBudget {
    static final int MOST_TOOLS = 1_000;
    static final int MOST_PAGES = 100;
    static final int MOST_CHARACTERS = 1 << 20;
    static final int LONGEST_DEFINITION = 128 << 10;

    private static final int MOST_VALUES = 50_000;
    private static final AnswerLimit PAGE = new AnswerLimit(MOST_CHARACTERS, MOST_VALUES);

    private int characters;
    private int values;
    private int tools;

    /// How much of one page is taken.
    AnswerLimit page() {
        return PAGE;
    }

    int characters() {
        return characters;
    }

    /// Counts a page; why this is too much, or null.
    @Nullable String take(ObjectNode page) {
        characters += page.toString().length();
        values += values(page);
        tools += page.path("tools").size();
        if (characters > MOST_CHARACTERS) {
            return "its list of tools is longer than " + MOST_CHARACTERS + " characters";
        }
        if (values > MOST_VALUES) {
            return "its list of tools has more than " + MOST_VALUES + " JSON values";
        }
        return tools > MOST_TOOLS ? "it shows more than " + MOST_TOOLS + " tools" : null;
    }

    /// Why a definition is too large, or null.
    static @Nullable String fault(ObjectNode definition) {
        return definition.toString().length() > LONGEST_DEFINITION
                ? "its definition is longer than " + LONGEST_DEFINITION + " characters"
                : null;
    }

    private static int values(JsonNode tree) {
        int sum = 1;
        for (var child : tree) {
            sum += values(child);
        }
        return sum;
    }
}
