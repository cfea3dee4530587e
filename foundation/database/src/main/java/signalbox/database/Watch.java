package signalbox.database;

/// One channel of PostgreSQL notifications, watched for the sake of what was read from the database before.
public interface Watch {
    /// What `mark` says while nobody can know what was told.
    long UNKNOWN = -1;

    /// A number that stays the same only as long as nothing was told on the channel, and nothing can have been missed for
    /// more than a second; `UNKNOWN` while that cannot be said. What was read after one mark holds while that mark stands.
    long mark();

    /// Moves the mark at once: for what this process has changed itself.
    void move();

    /// A watch for those who had rather ask the database each time.
    static Watch none() {
        return new Watch() {
            @Override
            public long mark() {
                return UNKNOWN;
            }

            @Override
            public void move() {}
        };
    }
}
