/// What third-party servers want of persons, and how their words are shown to them.
@NullMarked
package signalbox.host.tool.elicitation;

import org.jspecify.annotations.NullMarked;
