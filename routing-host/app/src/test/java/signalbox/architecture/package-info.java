/// The house rules, each a test with a planted violation of its own.
@NullMarked
package signalbox.architecture;

import org.jspecify.annotations.NullMarked;
