@NullMarked
package signalbox.policy.server;

import org.jspecify.annotations.NullMarked;
