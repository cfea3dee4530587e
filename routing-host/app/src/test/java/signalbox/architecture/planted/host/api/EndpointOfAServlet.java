package signalbox.architecture.planted.host.api;

import jakarta.servlet.http.HttpServletResponse;

/// Breaks the rule that the host's listener is the one HTTP edge, and no servlet container.
record EndpointOfAServlet(HttpServletResponse response) {}
