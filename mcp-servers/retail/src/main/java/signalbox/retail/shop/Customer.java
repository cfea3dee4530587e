package signalbox.retail.shop;

import java.util.List;

/// A customer with a default address, ways to pay and the ids of their orders, in the order of the file.
public record Customer(
        String id, String firstName, String lastName, Address address, String email, Wallet wallet, List<String> orders) {
    public Customer {
        orders = List.copyOf(orders);
    }
}
