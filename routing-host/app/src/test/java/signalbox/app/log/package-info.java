@NullMarked
package signalbox.app.log;

import org.jspecify.annotations.NullMarked;
