package signalbox.architecture.planted.identity.jwt;

import jakarta.servlet.http.HttpServletRequest;

/// Breaks the rule that who is calling is settled without knowing how the request came.
record TokenOfAServlet(HttpServletRequest request) {}
