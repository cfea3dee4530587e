/// The policy directory as one checked, live set.
@NullMarked
package signalbox.policy;

import org.jspecify.annotations.NullMarked;
