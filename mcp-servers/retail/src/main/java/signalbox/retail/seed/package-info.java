/// The sample data that ships with the shop: made up, deterministic and consistent.
@NullMarked
package signalbox.retail.seed;

import org.jspecify.annotations.NullMarked;
