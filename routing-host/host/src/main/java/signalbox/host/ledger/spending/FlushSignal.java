package signalbox.host.ledger.spending;

/// Is told when an account has something to change in its row.
interface FlushSignal {
    /// With the flush that comes.
    void soon(Account account);

    /// Nobody is about to write, and others may lack it.
    void now(Account account);
}
