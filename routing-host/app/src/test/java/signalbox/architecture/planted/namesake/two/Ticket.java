package signalbox.architecture.planted.namesake.two;

public class Ticket {
    public record Line(String text) {}

    private record Draft(int number) {}

    public final Object draft = new Draft(1);
}
