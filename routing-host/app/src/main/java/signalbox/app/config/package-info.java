/// What may be configured that is neither a policy nor an option of a command; docs/configuration.md has the whole list.
@NullMarked
package signalbox.app.config;

import org.jspecify.annotations.NullMarked;
