package signalbox.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;
import signalbox.app.terminal.CommandFailure;

/// `signalbox.yaml` in the data directory, if it is there. Environment variables win over it.
public record ConfigurationFile(Path path) {
    private static final String PREFIX = "signalbox.";

    public static ConfigurationFile in(Path directory) {
        return new ConfigurationFile(directory.resolve("signalbox.yaml"));
    }

    public void addTo(ConfigurableEnvironment environment) {
        if (Files.exists(path)) {
            for (var source : sources()) {
                refuseOthers(source);
                environment.getPropertySources().addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
            }
        }
    }

    private List<PropertySource<?>> sources() {
        try {
            return new YamlPropertySourceLoader().load(path.toString(), new FileSystemResource(path));
        } catch (IOException | YAMLException e) {
            throw new CommandFailure("'" + path + "' cannot be read: " + e.getMessage());
        }
    }

    /// Keys of Spring's own are no configuration of ours: some would open what is closed.
    private void refuseOthers(PropertySource<?> source) {
        if (source instanceof EnumerablePropertySource<?> keys) {
            for (var key : keys.getPropertyNames()) {
                if (!key.startsWith(PREFIX)) {
                    throw new CommandFailure("'" + path + "': unknown key '" + key + "'; every key begins with '" + PREFIX
                            + "', and docs/configuration.md lists them");
                }
            }
        }
    }
}
