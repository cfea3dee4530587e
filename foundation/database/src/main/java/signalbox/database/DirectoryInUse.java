package signalbox.database;

/// Another process, or this one, holds the directory of the embedded database already.
public final class DirectoryInUse extends DatabaseException {
    private static final long serialVersionUID = 1;

    DirectoryInUse(String problem, String hint) {
        super(problem, hint);
    }
}
