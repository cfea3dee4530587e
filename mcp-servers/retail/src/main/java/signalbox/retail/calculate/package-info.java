/// The tool `calculate`: arithmetic by Python's rules.
@NullMarked
package signalbox.retail.calculate;

import org.jspecify.annotations.NullMarked;
