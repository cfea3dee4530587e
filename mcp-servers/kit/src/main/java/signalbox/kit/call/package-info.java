/// The way of a call to a tool's work: its stages in their order, and what they hand to each other.
@NullMarked
package signalbox.kit.call;

import org.jspecify.annotations.NullMarked;
