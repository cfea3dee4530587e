package signalbox.kit.door;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/// A response that lets results pass and holds back error bodies, which may carry names and traces of the code.
final class MaskedResponse extends HttpServletResponseWrapper {
    private boolean failed;

    MaskedResponse(HttpServletResponse response) {
        super(response);
    }

    /// Whether an error was meant, of which only the status has been set.
    boolean hasFailed() {
        return failed;
    }

    @Override
    public void setStatus(int status) {
        failed = status >= 400;
        super.setStatus(status);
    }

    @Override
    public void sendError(int status) {
        setStatus(status);
    }

    @Override
    public void sendError(int status, String message) {
        setStatus(status);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return failed ? new PrintWriter(Writer.nullWriter()) : super.getWriter();
    }
}
