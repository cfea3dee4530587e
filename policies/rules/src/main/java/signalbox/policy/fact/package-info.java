/// The facts that conditions of `routing.yaml` read: of the run and of the step.
@NullMarked
package signalbox.policy.fact;

import org.jspecify.annotations.NullMarked;
