/// How two JSON Schemas compare.
@NullMarked
package signalbox.descriptor.compatibility;

import org.jspecify.annotations.NullMarked;
