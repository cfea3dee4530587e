package signalbox.architecture.planted.namesake.one;

public class Ticket {
    /// A namesake of a nested type elsewhere.
    public record Line(int number) {}

    private record Draft(int number) {}

    public final Object draft = new Draft(1);
}
