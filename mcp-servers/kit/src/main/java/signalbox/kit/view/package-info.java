/// What a caller sees at an endpoint, and which version of a tool its call runs.
@NullMarked
package signalbox.kit.view;

import org.jspecify.annotations.NullMarked;
