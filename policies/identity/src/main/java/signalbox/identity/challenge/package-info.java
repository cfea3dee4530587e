/// What a listener tells callers without the right token: where to get one, for what, and what was wrong with theirs.
@NullMarked
package signalbox.identity.challenge;

import org.jspecify.annotations.NullMarked;
