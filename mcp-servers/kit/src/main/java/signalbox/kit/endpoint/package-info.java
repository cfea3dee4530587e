/// Who makes a request, at which endpoint, and under which rules.
@NullMarked
package signalbox.kit.endpoint;

import org.jspecify.annotations.NullMarked;
