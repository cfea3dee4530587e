/// Records as JSON, with the fields and the text of version 1.
@NullMarked
package signalbox.retail.record;

import org.jspecify.annotations.NullMarked;
