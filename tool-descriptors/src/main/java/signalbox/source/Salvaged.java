package signalbox.source;

import java.util.List;

/// What could be taken of files of which some may be broken, with everything that is wrong with them.
public record Salvaged<T>(T value, List<Problem> problems) {
    public Salvaged {
        problems = List.copyOf(problems);
    }
}
