/// A pipe between an assistant's standard streams and an MCP endpoint of a running installation.
@NullMarked
package signalbox.app.stdio;

import org.jspecify.annotations.NullMarked;
