package signalbox.retail.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.retail.record.PythonJson;
import signalbox.retail.record.Records;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.PaymentMethod;
import signalbox.retail.shop.PaymentMethod.CreditCard;
import signalbox.retail.shop.PaymentMethod.GiftCard;
import signalbox.retail.shop.PaymentMethod.PayPal;
import signalbox.retail.shop.Wallet;

/// Customers and their wallets.
final class Customers {
    private static final String METHODS =
            "select method_id, source, brand, last_four, balance from retail.payment_method where user_id = ? order by position";

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable Customer byId(String id) {
        if (!Columns.canHold(id)) {
            return null;
        }
        var wallet = new Wallet(jdbc.sql(METHODS).param(id).query(Customers::method).list());
        var orders = jdbc.sql("select order_id from retail.customer_order where user_id = ? order by position")
                .param(id).query(String.class).list();
        return jdbc.sql("select user_id, first_name, last_name, address, email from retail.customer where user_id = ?")
                .param(id).query((row, _) -> customer(row, wallet, orders)).optional().orElse(null);
    }

    @Nullable String idByEmail(String email) {
        var lower = email.toLowerCase(Locale.ROOT);
        if (!Columns.canHold(lower)) {
            return null;
        }
        return jdbc.sql("select user_id from retail.customer where email_lower = ? order by position limit 1")
                .param(lower).query(String.class).optional().orElse(null);
    }

    /// The zip is compared here: a json column cannot compare what text cannot hold.
    @Nullable String idByName(String first, String last, String zip) {
        var firstLower = first.toLowerCase(Locale.ROOT);
        var lastLower = last.toLowerCase(Locale.ROOT);
        if (!Columns.canHold(firstLower) || !Columns.canHold(lastLower)) {
            return null;
        }
        record Candidate(String id, Address address) {}
        return jdbc.sql("""
                select user_id, address from retail.customer
                where first_name_lower = ? and last_name_lower = ? order by position""")
                .param(firstLower).param(lastLower)
                .query((row, _) -> new Candidate(row.getString("user_id"), Columns.address(row)))
                .list()
                .stream()
                .filter(candidate -> candidate.address().zip().equals(zip))
                .map(Candidate::id)
                .findFirst()
                .orElse(null);
    }

    /// Whether there was such a customer to move.
    boolean moveTo(String id, Address address) {
        return Columns.canHold(id)
                && jdbc.sql("update retail.customer set address = ?::json where user_id = ?")
                                .param(PythonJson.text(Records.address(address))).param(id).update()
                        == 1;
    }

    /// The wallet, locked until the transaction ends.
    Wallet lockedWallet(String userId) {
        return new Wallet(jdbc.sql(METHODS + " for update").param(userId).query(Customers::method).list());
    }

    /// Writes the gift card balances that differ.
    void save(Wallet before, Wallet after) {
        for (var method : after.methods()) {
            if (method instanceof GiftCard card && !method.equals(before.method(method.id()))) {
                jdbc.sql("update retail.payment_method set balance = ? where method_id = ?")
                        .param(card.balance()).param(card.id()).update();
            }
        }
    }

    private static Customer customer(ResultSet row, Wallet wallet, List<String> orders) throws SQLException {
        return new Customer(
                row.getString("user_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                Columns.address(row),
                row.getString("email"),
                wallet,
                orders);
    }

    private static PaymentMethod method(ResultSet row, int number) throws SQLException {
        var id = row.getString("method_id");
        return switch (row.getString("source")) {
            case "credit_card" -> new CreditCard(id, row.getString("brand"), row.getString("last_four"));
            case "gift_card" -> new GiftCard(id, row.getDouble("balance"));
            case "paypal" -> new PayPal(id);
            case String other -> throw new IllegalStateException("unknown source " + other);
        };
    }
}
