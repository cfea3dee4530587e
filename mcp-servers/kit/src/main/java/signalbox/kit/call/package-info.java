/// Does permitted calls: once, all or nothing, within a deadline, on the record.
@NullMarked
package signalbox.kit.call;

import org.jspecify.annotations.NullMarked;
