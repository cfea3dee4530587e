/// How the shop's records are read and changed.
@NullMarked
package signalbox.retail.store;

import org.jspecify.annotations.NullMarked;
