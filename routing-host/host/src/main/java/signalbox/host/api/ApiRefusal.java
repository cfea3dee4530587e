package signalbox.host.api;

/// Ends a request with an error for the caller.
final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    ApiRefusal(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    static ApiRefusal invalid(String param, String message) {
        return new ApiRefusal(ApiError.invalid(param, message));
    }

    /// Of another caller's run it is told the same.
    static ApiRefusal unknownRun() {
        return new ApiRefusal(ApiError.notFound("there is no such run of yours"));
    }

    ApiError error() {
        return error;
    }
}
