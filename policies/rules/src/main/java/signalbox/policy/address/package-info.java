/// Which web addresses may stand in a configuration file.
@NullMarked
package signalbox.policy.address;

import org.jspecify.annotations.NullMarked;
