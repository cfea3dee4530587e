package signalbox.kit.resource;

import java.util.List;
import signalbox.kit.content.ResourceContents;
import signalbox.kit.input.InputRequired;

/// What reading a resource results in.
public sealed interface ResourceAnswer {
    record Found(List<ResourceContents> contents) implements ResourceAnswer {
        public Found {
            contents = List.copyOf(contents);
        }
    }

    record Absent() implements ResourceAnswer {}

    /// It needs answers from the client first.
    record Asking(InputRequired questions) implements ResourceAnswer {}
}
