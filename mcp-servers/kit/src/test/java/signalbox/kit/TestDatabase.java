package signalbox.kit;

import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;

/// One temporary PostgreSQL for all tests of the kit, deleted when they end.
public final class TestDatabase {
    private static final Database DATABASE = Database.temporary();

    static {
        DATABASE.migrate("kit");
        JdbcClient.create(DATABASE.dataSource()).sql("create table mark (name text, at timestamptz default now())").update();
        Runtime.getRuntime().addShutdownHook(new Thread(DATABASE::close));
    }

    private TestDatabase() {}

    public static Database get() {
        return DATABASE;
    }

    public static JdbcClient jdbc() {
        return JdbcClient.create(DATABASE.dataSource());
    }

    /// How often work left this mark; asked by work, in its transaction.
    public static int marks(String name) {
        return work().sql("select count(*) from mark where name = ?").param(name).query(Integer.class).single();
    }

    public static void mark(String name) {
        work().sql("insert into mark (name) values (?)").param(name).update();
    }

    private static JdbcClient work() {
        return JdbcClient.create(DATABASE.workSource());
    }
}
