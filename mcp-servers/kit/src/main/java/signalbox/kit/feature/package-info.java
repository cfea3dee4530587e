/// Lists and calls as this server means them, without a word of any protocol revision.
@NullMarked
package signalbox.kit.feature;

import org.jspecify.annotations.NullMarked;
