/// The official conformance suite against endpoints with credentials and permissions on.
@NullMarked
package signalbox.kit.conformance;

import org.jspecify.annotations.NullMarked;
