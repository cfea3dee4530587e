/// Who asks, at which endpoint, and under which rules: what every feature and protocol revision needs to know of a request.
@NullMarked
package signalbox.kit.endpoint;

import org.jspecify.annotations.NullMarked;
