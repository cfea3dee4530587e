/// Resources, prompts and completion under permissions.
@NullMarked
package signalbox.kit.resource;

import org.jspecify.annotations.NullMarked;
