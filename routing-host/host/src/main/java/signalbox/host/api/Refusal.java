package signalbox.host.api;

/// Ends a request with an error for the caller.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    Refusal(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    static Refusal invalid(String param, String message) {
        return new Refusal(ApiError.invalid(param, message));
    }

    ApiError error() {
        return error;
    }
}
