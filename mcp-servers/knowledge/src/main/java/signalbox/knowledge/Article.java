package signalbox.knowledge;

import java.util.ArrayList;
import java.util.List;

/// One Markdown article: its id is its path in the folder without `.md`, its title the first heading.
record Article(String id, String title, String text) {
    /// A heading and the text under it; the text before the first heading has the article's title.
    record Section(String heading, String text) {}

    static Article parse(String id, String text) {
        var title = text.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(id);
        return new Article(id, title, text);
    }

    /// Its first paragraph on one line, or empty.
    String lead() {
        return sections().stream()
                .findFirst()
                .map(section -> section.text().split("\\R\\s*\\R", 2)[0].replaceAll("\\s+", " "))
                .orElse("");
    }

    List<Section> sections() {
        var sections = new ArrayList<Section>();
        var heading = title;
        var body = new StringBuilder();
        for (var line : text.lines().toList()) {
            if (line.startsWith("#")) {
                add(sections, heading, body);
                heading = line.replaceFirst("^#+\\s*", "").strip();
            } else {
                body.append(line).append('\n');
            }
        }
        add(sections, heading, body);
        return sections;
    }

    private static void add(List<Section> sections, String heading, StringBuilder body) {
        if (!body.toString().isBlank()) {
            sections.add(new Section(heading, body.toString().strip()));
        }
        body.setLength(0);
    }
}
