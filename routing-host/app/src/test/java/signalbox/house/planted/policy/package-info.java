@NullMarked
package signalbox.house.planted.policy;

import org.jspecify.annotations.NullMarked;
