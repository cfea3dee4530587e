/// What was decided and what ran, listed for administrators.
@NullMarked
package signalbox.app.log;

import org.jspecify.annotations.NullMarked;
