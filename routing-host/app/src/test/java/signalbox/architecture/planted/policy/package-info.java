@NullMarked
package signalbox.architecture.planted.policy;

import org.jspecify.annotations.NullMarked;
