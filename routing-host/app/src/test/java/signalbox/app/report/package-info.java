@NullMarked
package signalbox.app.report;

import org.jspecify.annotations.NullMarked;
