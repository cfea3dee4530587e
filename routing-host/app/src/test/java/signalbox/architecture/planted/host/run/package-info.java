@NullMarked
package signalbox.architecture.planted.host.run;

import org.jspecify.annotations.NullMarked;
