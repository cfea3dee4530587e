package signalbox.host.ledger.writer;

/// The row that opens a run.
///
/// @param header JSON
public record RunRow(String id, String origin, String caller, String policy, String header) {}
