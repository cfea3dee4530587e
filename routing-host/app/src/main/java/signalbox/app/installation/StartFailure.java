package signalbox.app.installation;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.web.server.PortInUseException;
import signalbox.app.config.ConfigurationFile;
import signalbox.app.terminal.CommandFailure;
import signalbox.database.DatabaseException;
import signalbox.kit.listener.CannotServe;

/// Why the application did not start, without the layers of Spring around it.
final class StartFailure {
    private StartFailure() {}

    /// What a person needs to know; the exception itself where it is a fault of our own.
    static RuntimeException of(RuntimeException failure, ConfigurationFile file) {
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
                    return new CommandFailure("the configuration cannot be used, so nothing was started:\n" + sentence(binding, file));
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

    private static String sentence(BindException binding, ConfigurationFile file) {
        var where = "\nKeys are read from '" + file.path() + "' and from environment variables; docs/configuration.md lists them.";
        var root = root(binding);
        if (root instanceof UnboundConfigurationPropertiesException unknown) {
            return unknown.getUnboundProperties().stream()
                            .map(key -> (key.getOrigin() == null ? "" : key.getOrigin() + ": ") + "unknown key '" + key.getName() + "'")
                            .sorted()
                            .collect(Collectors.joining("\n"))
                    + where;
        }
        var text = String.valueOf(root.getMessage());
        var property = binding.getProperty();
        if (property == null || text.startsWith("'signalbox.")) {
            return text + where;
        }
        return (property.getOrigin() == null ? "" : property.getOrigin() + ": ")
                + "'" + property.getName() + "' is '" + property.getValue() + "': " + text + where;
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
