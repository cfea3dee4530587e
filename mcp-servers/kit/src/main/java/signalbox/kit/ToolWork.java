package signalbox.kit;

/// What a tool version does when it is called, after every check has passed.
///
/// It runs inside a transaction of the kit's `DataSource`, which Spring's `JdbcClient` and `DataSourceUtils` join; an
/// error outcome or an exception undoes what it wrote. One instance serves many calls at the same time.
@FunctionalInterface
public interface ToolWork {
    ToolOutcome run(ToolRequest request);
}
