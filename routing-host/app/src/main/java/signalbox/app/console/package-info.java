/// The administrators' console: pages of the web application that also serves the management endpoints. There are none
/// yet.
@NullMarked
package signalbox.app.console;

import org.jspecify.annotations.NullMarked;
