@NullMarked
package signalbox.app.stdio;

import org.jspecify.annotations.NullMarked;
