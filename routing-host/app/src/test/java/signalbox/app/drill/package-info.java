@NullMarked
package signalbox.app.drill;

import org.jspecify.annotations.NullMarked;
