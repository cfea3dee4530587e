package signalbox.kit.tool;

/// What a tool version does when it is called, after every check has passed.
///
/// It runs inside a transaction of the kit's `DataSource`, which Spring's `JdbcClient` and `DataSourceUtils` join; an
/// error outcome, questions or an exception undo what it wrote. One instance serves many calls at the same time, and is
/// interrupted when the client goes away or the time is up.
@FunctionalInterface
public interface ToolWork {
    ToolAnswer run(ToolRequest request);
}
