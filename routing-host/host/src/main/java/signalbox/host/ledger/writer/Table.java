package signalbox.host.ledger.writer;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import signalbox.host.ledger.writer.Addition.Then;

/// The tables of a flush: those it has rows for are parts of its one statement.
enum Table {
    RUN("""
            INSERT INTO ledger.run (id, origin, host, caller, policy, header, at)
            SELECT r.id, r.origin, ?, r.caller, r.policy, r.header::json, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) r(id, origin, caller, policy, header)""") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(rows -> rows.opening != null);
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            var openings = flush.openings();
            columns.value(stamp.host()).value(stamp.at())
                    .texts(openings, RunRow::id).texts(openings, RunRow::origin).texts(openings, RunRow::caller)
                    .texts(openings, RunRow::policy).texts(openings, RunRow::header);
        }
    },
    JOURNAL("""
            INSERT INTO ledger.journal (run, number, entries, last, at)
            SELECT j.run, j.number, j.entries::json, j.last, ?
            FROM unnest(?::text[], ?::bigint[], ?::text[], ?::boolean[]) j(run, number, entries, last)""") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(RunRows::hasEntries);
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            var runs = flush.only(RunRows::hasEntries);
            columns.value(stamp.at())
                    .texts(runs, rows -> rows.run).numbers(runs, rows -> rows.number).texts(runs, RunRows::entries)
                    .flags(runs, rows -> rows.then == Then.ENDS);
        }
    },
    TURNS("""
            INSERT INTO ledger.turns (run, number, sealed, at)
            SELECT t.run, t.number, t.sealed, ? FROM unnest(?::text[], ?::bigint[], ?::bytea[]) t(run, number, sealed)""") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(rows -> !rows.sealed.isEmpty());
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            record Turn(String run, Addition.Sealed sealed) {}
            var turns = flush.runs().stream()
                    .flatMap(rows -> rows.sealed.stream().map(each -> new Turn(rows.run, each))).toList();
            columns.value(stamp.at())
                    .texts(turns, Turn::run).numbers(turns, turn -> turn.sealed().number())
                    .bytes(turns, turn -> turn.sealed().bytes().bytes());
        }
    },
    DECISION("""
            INSERT INTO ledger.decision (id, run) SELECT * FROM unnest(?::text[], ?::text[]) ON CONFLICT DO NOTHING""") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(rows -> !rows.decisions.isEmpty());
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            record Decision(String id, String run) {}
            var decisions = flush.runs().stream()
                    .flatMap(rows -> rows.decisions.stream().map(id -> new Decision(id, rows.run))).toList();
            columns.texts(decisions, Decision::id).texts(decisions, Decision::run);
        }
    },
    /// A run that waits for its caller gets an owner that is nobody.
    WAITING("""
            INSERT INTO ledger.owner (run, host, since) SELECT w.run, NULL, ? FROM unnest(?::text[]) w(run)
            ON CONFLICT (run) DO UPDATE SET host = NULL, since = excluded.since""") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(rows -> rows.then == Then.WAITS);
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            columns.value(stamp.at()).texts(flush.only(rows -> rows.then == Then.WAITS), rows -> rows.run);
        }
    },
    /// A run that was taken up and has ended needs no owner.
    ENDED("DELETE FROM ledger.owner o USING unnest(?::text[]) e(run) WHERE o.run = e.run") {
        @Override
        boolean isIn(Flush flush) {
            return flush.runs().stream().anyMatch(RunRows::isEndOfTakenUp);
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            columns.texts(flush.only(RunRows::isEndOfTakenUp), rows -> rows.run);
        }
    },
    /// In the order of the key, so that two hosts never wait for each other.
    SPENDING("""
            UPDATE ledger.spending s SET leased = s.leased - c.amount
            FROM (SELECT l.caller, l.day, b.amount
                FROM unnest(?::text[], ?::text[], ?::bigint[]) b(caller, day, amount)
                JOIN ledger.spending l ON l.caller = b.caller AND l.day = b.day::date
                ORDER BY l.caller, l.day FOR UPDATE OF l) c
            WHERE s.caller = c.caller AND s.day = c.day""") {
        @Override
        boolean isIn(Flush flush) {
            return !flush.changes().isEmpty();
        }

        @Override
        void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException {
            var changes = flush.changes();
            columns.texts(changes, change -> change.caller().toString()).texts(changes, change -> change.day().toString())
                    .numbers(changes, change -> change.amount());
        }
    };

    private final String sql;

    Table(String sql) {
        this.sql = sql;
    }

    /// @param at the moment of the flush
    record Stamp(String host, OffsetDateTime at) {}

    String sql() {
        return sql;
    }

    abstract boolean isIn(Flush flush);

    abstract void bind(Columns columns, Flush flush, Stamp stamp) throws SQLException;
}
