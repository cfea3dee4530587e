package signalbox.host.portability;

/// What one check says of one handoff. What does not hold is no cell: it is thrown.
sealed interface Cell {
    Cell GREEN = new Green();

    /// It holds.
    record Green() implements Cell {}

    /// The target cannot take it, and the router is told so beforehand: nothing is lost in silence.
    record Refused(String why) implements Cell {}

    /// It means nothing for this pair; each reason is in the reviewed list.
    record NotApplicable(String why) implements Cell {}
}
