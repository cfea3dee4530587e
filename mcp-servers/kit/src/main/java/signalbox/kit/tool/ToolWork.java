package signalbox.kit.tool;

/// What a tool version does when it is called, after every check has passed.
///
/// The work of a version that may write runs inside a transaction of the kit's `DataSource`, which Spring's `JdbcClient`
/// and `DataSourceUtils` join; an error outcome, questions or an exception undo what it wrote. The work of a version that
/// only reads runs in none, and opens one where it needs several rows as they were at one moment. One instance serves many
/// calls at the same time, and is interrupted when the client goes away or the time is up.
@FunctionalInterface
public interface ToolWork {
    ToolAnswer run(ToolRequest request);
}
