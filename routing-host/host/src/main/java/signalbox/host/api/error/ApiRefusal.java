package signalbox.host.api.error;

/// Ends a request with an error for the caller.
public final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    public ApiRefusal(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public static ApiRefusal invalid(String param, String message) {
        return new ApiRefusal(ApiError.invalid(param, message));
    }

    /// Of another caller's run it is told the same.
    public static ApiRefusal unknownRun() {
        return new ApiRefusal(ApiError.notFound("there is no such run of yours"));
    }

    public ApiError error() {
        return error;
    }
}
