package signalbox.app.installation;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import signalbox.app.terminal.CommandFailure;
import signalbox.database.DatabaseException;
import signalbox.kit.listener.CannotServe;

/// Why the application did not start, without the layers of Spring around it.
final class StartFailure {
    private StartFailure() {}

    /// What a person needs to know; the exception itself where it is a fault of our own.
    static RuntimeException of(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CommandFailure found -> {
                    return found;
                }
                case DatabaseException found -> {
                    return found;
                }
                case CannotServe found -> {
                    return found;
                }
                case BindException binding -> {
                    return new CommandFailure("the configuration cannot be used, so nothing was started:\n" + sentence(binding));
                }
                case PortInUseException taken -> {
                    return new CommandFailure("port " + taken.getPort() + " cannot be had: stop what listens there, or give another"
                            + " with --console-port (0 for any free one)");
                }
                default -> {}
            }
        }
        return failure;
    }

    private static String sentence(BindException binding) {
        var property = binding.getProperty();
        var root = root(binding);
        var place = property == null || property.getOrigin() == null ? "" : property.getOrigin() + ": ";
        var name = property == null ? binding.getName() : property.getName();
        var value = property == null ? "" : " is '" + property.getValue() + "'";
        return place + (root instanceof IllegalArgumentException && String.valueOf(root.getMessage()).startsWith("'signalbox.")
                ? root.getMessage()
                : "'" + name + "'" + value + ": " + root.getMessage());
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
