/// The official suite against the product's client.
@NullMarked
package signalbox.client.conformance;

import org.jspecify.annotations.NullMarked;
