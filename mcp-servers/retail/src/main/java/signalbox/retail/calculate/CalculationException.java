package signalbox.retail.calculate;

/// An expression has no value; the message says why, in Python's words where there are such.
final class CalculationException extends RuntimeException {
    CalculationException(String message) {
        super(message, null, false, false);
    }
}
