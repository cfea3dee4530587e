/// A real MCP server for tests, with tools written down by the test.
@NullMarked
package signalbox.host.station;

import org.jspecify.annotations.NullMarked;
