package signalbox.database;

/// Whether the data of an embedded PostgreSQL outlive it.
enum Lifetime {
    KEPT,
    TEMPORARY
}
