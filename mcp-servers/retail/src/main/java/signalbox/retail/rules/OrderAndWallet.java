package signalbox.retail.rules;

import signalbox.retail.shop.Order;
import signalbox.retail.shop.Wallet;

/// An order together with the wallet of its customer, before or after a change.
public record OrderAndWallet(Order order, Wallet wallet) {}
