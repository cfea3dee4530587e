package signalbox.retail.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer's payment methods, in the order of the file.
public record Wallet(List<PaymentMethod> methods) {
    public Wallet {
        methods = List.copyOf(methods);
    }

    /// The method with this id, or null.
    public @Nullable PaymentMethod method(String id) {
        for (var method : methods) {
            if (method.id().equals(id)) {
                return method;
            }
        }
        return null;
    }

    /// The same wallet with the method of that id replaced.
    public Wallet with(PaymentMethod changed) {
        return new Wallet(methods.stream()
                .map(method -> method.id().equals(changed.id()) ? changed : method)
                .toList());
    }
}
