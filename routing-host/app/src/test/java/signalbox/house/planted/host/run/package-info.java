@NullMarked
package signalbox.house.planted.host.run;

import org.jspecify.annotations.NullMarked;
