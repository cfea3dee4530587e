package signalbox.kit.desk;

import java.util.List;
import java.util.SortedSet;
import signalbox.kit.ask.Questions;
import signalbox.kit.content.ResourceContents;

/// What reading a resource is answered with.
public sealed interface ReadAnswer {
    record Found(List<ResourceContents> contents) implements ReadAnswer {
        public Found {
            contents = List.copyOf(contents);
        }
    }

    /// There is no such resource, or none that this caller may know of: the two look alike.
    record NotFound(String uri) implements ReadAnswer {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(SortedSet<String> scopes) implements ReadAnswer {}

    record Asking(Questions questions) implements ReadAnswer {}

    /// It could not be read this time.
    record Failed(String text) implements ReadAnswer {}
}
