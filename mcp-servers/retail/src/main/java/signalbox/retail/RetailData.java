package signalbox.retail;

import java.util.List;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.Product;

/// Everything an order desk starts with, in order.
public record RetailData(List<Product> products, List<Customer> customers, List<Order> orders) {
    public RetailData {
        products = List.copyOf(products);
        customers = List.copyOf(customers);
        orders = List.copyOf(orders);
    }
}
