/// What the shop allows and what a change does: pure functions over orders and wallets.
@NullMarked
package signalbox.retail.rules;

import org.jspecify.annotations.NullMarked;
