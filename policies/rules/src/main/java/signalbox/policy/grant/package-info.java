/// What one entry of a permission file says, and when it matches.
@NullMarked
package signalbox.policy.grant;

import org.jspecify.annotations.NullMarked;
