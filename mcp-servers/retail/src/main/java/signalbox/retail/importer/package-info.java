/// Reads a shop from a `db.json` that somebody else has written, strictly and with every problem at its place.
@NullMarked
package signalbox.retail.importer;

import org.jspecify.annotations.NullMarked;
