package signalbox.kit.resource;

import java.util.List;
import signalbox.kit.ask.Questions;
import signalbox.kit.content.ResourceContents;

/// What reading gives.
public sealed interface ResourceAnswer {
    record Found(List<ResourceContents> contents) implements ResourceAnswer {
        public Found {
            contents = List.copyOf(contents);
        }
    }

    record Absent() implements ResourceAnswer {}

    /// It cannot be read without answers.
    record Asking(Questions questions) implements ResourceAnswer {}
}
