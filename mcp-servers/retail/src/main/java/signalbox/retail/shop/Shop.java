package signalbox.retail.shop;

import java.util.List;

/// All data of a shop, in order.
public record Shop(List<Product> products, List<Customer> customers, List<Order> orders) {
    public Shop {
        products = List.copyOf(products);
        customers = List.copyOf(customers);
        orders = List.copyOf(orders);
    }
}
