/// The application: everything in one process, started in order as the beans of one Spring context, and stopped in the
/// opposite order.
@NullMarked
package signalbox.app.installation;

import org.jspecify.annotations.NullMarked;
