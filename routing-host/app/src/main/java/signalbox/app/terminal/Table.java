package signalbox.app.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows in aligned columns; a cell may have a tone, which takes no width. A row of one cell is a note and widens nothing.
public final class Table {
    public record Cell(String text, Terminal.Tone tone) {}

    private final List<List<Cell>> rows = new ArrayList<>();

    public Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public Table row(Terminal.Tone tone, String... cells) {
        var row = new ArrayList<Cell>();
        for (var cell : cells) {
            row.add(new Cell(cell, tone));
        }
        rows.add(row);
        return this;
    }

    public static Cell cell(String text) {
        return new Cell(text, Terminal.Tone.PLAIN);
    }

    public static Cell cell(Terminal.Tone tone, String text) {
        return new Cell(text, tone);
    }

    public void print(Terminal terminal, String indent) {
        var widths = widths();
        for (var row : rows) {
            var line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                var cell = row.get(i);
                line.append(terminal.toned(cell.tone(), cell.text()));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths.get(i) - cell.text().length() + 2));
                }
            }
            terminal.line(line.toString().stripTrailing());
        }
    }

    private List<Integer> widths() {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (int i = 0; row.size() > 1 && i < row.size(); i++) {
                int width = row.get(i).text().length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }
}
