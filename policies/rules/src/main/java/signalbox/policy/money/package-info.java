/// What a call to a model costs, in integer nano-USD.
@NullMarked
package signalbox.policy.money;

import org.jspecify.annotations.NullMarked;
