package signalbox.retail.calculate;

/// What one expression may cost: an expression comes from a stranger, and nothing it says may hold a processor for more
/// than some milliseconds.
final class Budget {
    static final int MOST_OPERATIONS = 1_000;

    /// A power of doubles is a series of some hundred operations.
    static final int OF_A_POWER = 16;

    private int left = MOST_OPERATIONS;

    /// Takes the cost of one operation before it is done.
    void take(int cost) {
        left -= cost;
        if (left < 0) {
            throw new CalculationException("an expression has at most " + MOST_OPERATIONS + " operations, of which each ** counts as " + OF_A_POWER);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CalculationException("the calculation was stopped");
        }
    }
}
