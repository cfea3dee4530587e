package signalbox.kit.listener;

import java.util.List;

/// The MCP listener refuses to start: some served tools have no work behind them.
public final class CannotServe extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public CannotServe(List<String> problems) {
        super("tools are served without work behind them:\n" + String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence each.
    public List<String> problems() {
        return problems;
    }
}
