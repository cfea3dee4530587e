package signalbox.host.ledger.writer;

/// What other hosts are told (NOTIFY).
public record Notice(String channel, String payload) {}
