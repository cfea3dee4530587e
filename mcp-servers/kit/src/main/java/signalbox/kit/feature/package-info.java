/// MCP's server features (tools, resources, prompts), the same for every protocol revision.
@NullMarked
package signalbox.kit.feature;

import org.jspecify.annotations.NullMarked;
