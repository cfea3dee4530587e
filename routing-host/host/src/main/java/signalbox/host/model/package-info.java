/// Models: the wires to providers, the offline planner, the Spring AI connector.
@NullMarked
package signalbox.host.model;

import org.jspecify.annotations.NullMarked;
