/// Clients that mean harm, or read no specification: what they send, and what that costs.
@NullMarked
package signalbox.kit.hostile;

import org.jspecify.annotations.NullMarked;
