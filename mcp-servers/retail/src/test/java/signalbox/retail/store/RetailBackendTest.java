package signalbox.retail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import signalbox.retail.RetailData;
import signalbox.retail.RetailFixture;
import signalbox.retail.rules.Answer;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Order;

class RetailBackendTest {
    /// Its row is locked until its items, shipments and payments are read, or they might be those of another moment.
    @Test
    void anOrderIsReadOnOneConnectionFromItsRowToItsLastPayment() {
        var source = new Counting(RetailFixture.with(RetailData.generated(7)).source());

        var order = new RetailBackend(source).order("#W1000001");

        assertThat(order).isInstanceOf(Answer.Done.class);
        assertThat(source.taken).hasSize(1);
    }

    /// Reading calls run in no transaction, whose end would give back what they forget.
    @Test
    void everyReadingGivesBackItsConnection() throws SQLException {
        var source = new Counting(RetailFixture.with(RetailData.generated(7)).source());
        var backend = new RetailBackend(source);
        var user = ((Answer.Done<Order>) backend.order("#W1000001")).value().userId();
        var customer = ((Answer.Done<Customer>) backend.user(user)).value();

        backend.userByEmail(customer.email());
        var byName = backend.userByName(customer.firstName(), customer.lastName(), customer.address().zip());
        backend.productTypes();
        backend.product("1");
        backend.item("1");

        assertThat(byName).isEqualTo(new Answer.Done<>(user));
        assertThat(source.taken).hasSizeGreaterThan(5);
        for (var connection : source.taken) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    /// Keeps the connections that are taken from it.
    private static final class Counting extends DelegatingDataSource {
        private final List<Connection> taken = new ArrayList<>();

        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            taken.add(connection);
            return connection;
        }
    }
}
