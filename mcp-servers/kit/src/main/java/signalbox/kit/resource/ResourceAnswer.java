package signalbox.kit.resource;

import java.util.List;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.InputRequired;

/// What reading gives.
public sealed interface ResourceAnswer {
    record Found(List<ResourceContents> contents) implements ResourceAnswer {
        public Found {
            contents = List.copyOf(contents);
        }
    }

    record Absent() implements ResourceAnswer {}

    /// It cannot be read without answers.
    record Asking(InputRequired questions) implements ResourceAnswer {}
}
