/// Access tokens of issuers: whether one is genuine, meant for us, in force, and whose it is.
@NullMarked
package signalbox.identity.jwt;

import org.jspecify.annotations.NullMarked;
