package signalbox.host.ledger.writer;

/// Rows on their way.
public interface Written {
    /// Waits until they are durable, through interruptions.
    ///
    /// @throws NotWritten where they were refused, or the database is gone
    void await();

    /// Does this as soon as they are durable, on the writer's thread.
    void then(Runnable work);

    /// Whether it is known that they will never be.
    boolean isFailed();
}
