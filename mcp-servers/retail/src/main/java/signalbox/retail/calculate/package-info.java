/// The desk's calculator: arithmetic by Python's rules.
@NullMarked
package signalbox.retail.calculate;

import org.jspecify.annotations.NullMarked;
