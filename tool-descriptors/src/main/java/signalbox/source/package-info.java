/// Text files that people edit: read with places, checked with every problem at once.
@NullMarked
package signalbox.source;

import org.jspecify.annotations.NullMarked;
