/// What breaks when a conversation changes provider in the middle of a tool loop, tried for every pair of providers.
@NullMarked
package signalbox.host.portability;

import org.jspecify.annotations.NullMarked;
