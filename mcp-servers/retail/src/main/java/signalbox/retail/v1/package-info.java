/// Version 1 of the tools: plain texts and records, word for word as the benchmark's retail tools answer.
@NullMarked
package signalbox.retail.v1;

import org.jspecify.annotations.NullMarked;
