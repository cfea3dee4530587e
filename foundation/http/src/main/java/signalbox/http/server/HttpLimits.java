package signalbox.http.server;

import java.time.Duration;

/// Bounds on what clients may take of the edge.
///
/// @param bodyBytes the longest body
/// @param reading the longest a request may take to arrive, from the end of its head
/// @param idle after this long without the whole head of a request, a connection is closed
/// @param heartbeat how often a quiet event stream carries a comment
/// @param stalled the longest a client may read nothing of what is sent to it
/// @param connections the most at a time
/// @param strangers the most requests that may be arriving at a time from senders who are not known
public record HttpLimits(
        int bodyBytes, Duration reading, Duration idle, Duration heartbeat, Duration stalled, int connections, int strangers) {
    static final int LINE_BYTES = 8192;
    static final int HEAD_BYTES = 32_768;
    static final int HEAD_FIELDS = 100;

    /// Bodies up to this size are read before their sender is known.
    static final int SMALL_BODY = 4096;

    public static HttpLimits usual(int bodyBytes) {
        return new HttpLimits(
                bodyBytes, Duration.ofSeconds(30), Duration.ofSeconds(75), Duration.ofSeconds(15),
                Duration.ofSeconds(30), 8192, 1024);
    }
}
