/// The house rules, each a test with a planted violation of its own.
@NullMarked
package signalbox.house;

import org.jspecify.annotations.NullMarked;
