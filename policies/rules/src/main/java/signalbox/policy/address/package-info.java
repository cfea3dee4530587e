/// Which web addresses are allowed in a configuration file.
@NullMarked
package signalbox.policy.address;

import org.jspecify.annotations.NullMarked;
