/// The offline planner: deterministic, without a network, and always named as what it is. Not a language model.
@NullMarked
package signalbox.host.model.offline;

import org.jspecify.annotations.NullMarked;
