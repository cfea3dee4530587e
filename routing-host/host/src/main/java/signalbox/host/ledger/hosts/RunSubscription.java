package signalbox.host.ledger.hosts;

/// Somebody listens to a run, until this is closed.
public interface RunSubscription extends AutoCloseable {
    @Override
    void close();
}
