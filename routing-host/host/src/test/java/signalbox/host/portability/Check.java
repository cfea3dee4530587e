package signalbox.host.portability;

import java.util.function.Function;

/// One thing that has broken somewhere.
///
/// @param number in the published list
record Check(int number, String title, Function<Handoff, Cell> of) {}
