package signalbox.host.ledger.spending;

import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import javax.sql.DataSource;
import signalbox.policy.permission.PrincipalName;

/// The rows of `ledger.spending`: how much of a caller's day is leased to all processes together.
final class SpendingRows {
    private final DataSource source;

    SpendingRows(DataSource source) {
        this.source = source;
    }

    /// @param want what everybody who waits needs
    /// @param need what the one who asks needs; granted where `want` does not fit
    /// @param ahead granted in place of `want` where it is more, as far as it is a small part of what is left
    /// @param limit that all leases of the day stay within
    record Wish(long want, long need, long ahead, long limit) {}

    /// @param total leased of the day now, to all
    /// @param tight whether a host was refused at this limit while others held some
    record Lease(long granted, long total, boolean tight) {}

    /// Committed when it returns.
    Lease lease(PrincipalName caller, LocalDate day, Wish wish) {
        try (var connection = source.getConnection();
                var lease = connection.prepareStatement("SELECT granted, total, is_tight FROM ledger.lease(?, ?, ?, ?, ?, ?)")) {
            lease.setString(1, caller.toString());
            lease.setDate(2, Date.valueOf(day));
            lease.setLong(3, wish.want());
            lease.setLong(4, wish.need());
            lease.setLong(5, wish.ahead());
            lease.setLong(6, wish.limit());
            try (var row = lease.executeQuery()) {
                row.next();
                return new Lease(row.getLong("granted"), row.getLong("total"), row.getBoolean("is_tight"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what " + caller + " may spend is not known: " + e.getMessage(), e);
        }
    }

    /// Leased of the day, to all.
    long total(PrincipalName caller, LocalDate day) {
        try (var connection = source.getConnection();
                var read = connection.prepareStatement("SELECT leased FROM ledger.spending WHERE caller = ? AND day = ?")) {
            read.setString(1, caller.toString());
            read.setDate(2, Date.valueOf(day));
            try (var row = read.executeQuery()) {
                return row.next() ? row.getLong("leased") : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what " + caller + " has spent is not known: " + e.getMessage(), e);
        }
    }
}
