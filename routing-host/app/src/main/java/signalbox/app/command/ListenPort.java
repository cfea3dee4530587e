package signalbox.app.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import signalbox.app.terminal.CommandFailure;

/// A port that an option of `up` names; 0 for any free one.
public record ListenPort(String option, int number) {
    private static final int MOST = 65_535;

    /// Looked at before anything starts, so that a taken port costs nothing and is told in one sentence.
    public static void refuseTaken(List<ListenPort> ports) throws IOException {
        var seen = new HashSet<Integer>();
        for (var port : ports) {
            if (port.number < 0 || port.number > MOST) {
                throw new CommandFailure("'" + port.option + " " + port.number + "' is not a port: write 0 to " + MOST
                        + ", 0 for any free one");
            }
            if (port.number != 0 && !seen.add(port.number)) {
                throw new CommandFailure("'" + port.option + " " + port.number + "' is given twice: each listener needs a port of"
                        + " its own");
            }
        }
        for (var port : ports) {
            port.refuseIfTaken();
        }
    }

    private void refuseIfTaken() throws IOException {
        try (var _ = new ServerSocket(number, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return;
        } catch (BindException e) {
            throw new CommandFailure("port " + number + " cannot be had, " + e.getMessage() + ": stop what listens there, or give"
                    + " another with " + option + " (0 for any free one)");
        }
    }
}
