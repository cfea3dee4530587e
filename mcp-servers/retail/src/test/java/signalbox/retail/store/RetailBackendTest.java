package signalbox.retail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import signalbox.retail.RetailData;
import signalbox.retail.RetailFixture;
import signalbox.retail.rules.Answer;

class RetailBackendTest {
    /// Its row is locked until its items, shipments and payments are read, or they might be those of another moment.
    @Test
    void anOrderIsReadOnOneConnectionFromItsRowToItsLastPayment() {
        var source = new Counting(RetailFixture.with(RetailData.generated(7)).source());

        var order = new RetailBackend(source).order("#W1000001");

        assertThat(order).isInstanceOf(Answer.Done.class);
        assertThat(source.taken).hasValue(1);
    }

    /// Counts the connections that are taken from it.
    private static final class Counting extends DelegatingDataSource {
        private final AtomicInteger taken = new AtomicInteger();

        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            taken.incrementAndGet();
            return super.getConnection();
        }
    }
}
