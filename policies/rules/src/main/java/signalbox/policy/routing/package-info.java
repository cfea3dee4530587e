/// Which model takes a step: one pure decision over the facts of the step.
@NullMarked
package signalbox.policy.routing;

import org.jspecify.annotations.NullMarked;
