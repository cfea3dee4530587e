/// What the shop deals in: products, customers, orders and double-precision dollars.
@NullMarked
package signalbox.retail.shop;

import org.jspecify.annotations.NullMarked;
