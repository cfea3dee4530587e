package signalbox.policy.grant.reading;

/// An entry under `may` or `never`.
///
/// @param rule its path, such as `support-agent.may[0]`
/// @param pointer where it is in the file
record EntryAt(String rule, String pointer) {
}
