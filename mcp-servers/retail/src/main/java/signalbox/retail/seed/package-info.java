/// The seed data that ships with the desk: made up, deterministic and consistent.
@NullMarked
package signalbox.retail.seed;

import org.jspecify.annotations.NullMarked;
