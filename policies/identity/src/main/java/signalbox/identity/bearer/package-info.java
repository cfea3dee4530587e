/// The front of a listener whose callers bring bearer tokens: which hosts and pages may call it, who the caller is, and what
/// it is told without a token.
@NullMarked
package signalbox.identity.bearer;

import org.jspecify.annotations.NullMarked;
