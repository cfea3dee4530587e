package signalbox.identity.bearer;

import signalbox.http.server.HttpReply;

/// How a listener words a request that it turns away, in its callers' own format.
public interface Refusals {
    HttpReply refusal(int status, String text);

    /// To a request without a credential.
    String missing();

    /// To a request whose credential proves nothing, the same whatever is wrong with it.
    String notAccepted();

    /// While no credential can be checked.
    String unavailable();
}
