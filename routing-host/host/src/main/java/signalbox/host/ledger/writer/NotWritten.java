package signalbox.host.ledger.writer;

/// What happened in a run could not be written, and nothing more of that run will be.
public final class NotWritten extends RuntimeException {
    NotWritten(String run, Throwable cause) {
        super("run " + run + " could not be written: " + cause.getMessage(), cause);
    }
}
