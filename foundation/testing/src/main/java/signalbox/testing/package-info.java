/// What the tests of several modules share; no product code depends on it.
@NullMarked
package signalbox.testing;

import org.jspecify.annotations.NullMarked;
