/// The facts of a step, and the candidates that remain for it.
@NullMarked
package signalbox.host.route;

import org.jspecify.annotations.NullMarked;
