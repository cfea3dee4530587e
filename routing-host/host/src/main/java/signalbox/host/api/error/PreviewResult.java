package signalbox.host.api.error;

import signalbox.host.run.RoutePreview;

/// The decision that a request would get, or the refusal its caller gets.
public final class PreviewResult {
    private PreviewResult() {}

    public static RoutePreview.Decided of(RoutePreview preview) {
        return switch (preview) {
            case RoutePreview.Decided decided -> decided;
            case RoutePreview.UnknownModel(var problem) -> throw new ApiRefusal(ApiError.unknownModel(problem));
            case RoutePreview.UnknownTools(var problem) -> throw ApiRefusal.invalid("tools", problem);
            case RoutePreview.Invalid(var problem) -> throw new ApiRefusal(ApiError.invalid(null, problem));
        };
    }
}
