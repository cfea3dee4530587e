/// Reads the roles of a permission file and finds what is wrong with them.
@NullMarked
package signalbox.policy.grant.reading;

import org.jspecify.annotations.NullMarked;
