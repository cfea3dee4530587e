@NullMarked
package signalbox.descriptor.schema;

import org.jspecify.annotations.NullMarked;
