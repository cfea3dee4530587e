package signalbox.app.start;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import signalbox.retail.RetailData;

/// What the command line says of the installation that is to be started.
///
/// @param data the directory of state
/// @param retail what the order desk is filled with; null keeps what is there and fills an empty desk
/// @param ports 0 for any free one
public record InstallationOptions(
        Path data, Path tools, Path policies, Path articles, @Nullable RetailData retail, String bind, Ports ports) {
    /// @param console of the console and the management endpoints
    public record Ports(int mcp, int host, int console) {
        public static final Ports ANY = new Ports(0, 0, 0);
    }
}
