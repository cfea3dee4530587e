package signalbox.kit.feature;

import java.util.List;
import java.util.SortedSet;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.InputRequired;

/// The result of reading a resource.
public sealed interface ReadResourceResult {
    record Found(List<ResourceContents> contents) implements ReadResourceResult {
        public Found {
            contents = List.copyOf(contents);
        }
    }

    /// There is no such resource, or none that this caller may know of: the two look alike.
    record NotFound(String uri) implements ReadResourceResult {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(SortedSet<String> scopes) implements ReadResourceResult {}

    record Asking(InputRequired questions) implements ReadResourceResult {}

    /// It failed this time.
    record Failed(String text) implements ReadResourceResult {}
}
