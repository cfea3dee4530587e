/// The demonstration: real requests through the real surfaces, printed step by step.
@NullMarked
package signalbox.app.demo;

import org.jspecify.annotations.NullMarked;
