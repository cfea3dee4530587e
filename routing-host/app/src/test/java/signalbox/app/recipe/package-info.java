@NullMarked
package signalbox.app.recipe;

import org.jspecify.annotations.NullMarked;
