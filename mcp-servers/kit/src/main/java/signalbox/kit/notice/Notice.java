package signalbox.kit.notice;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Something that a listener may want to know.
public sealed interface Notice {
    /// The method of its notification, in every revision.
    String method();

    record ToolsChanged() implements Notice {
        @Override
        public String method() {
            return "notifications/tools/list_changed";
        }
    }

    record PromptsChanged() implements Notice {
        @Override
        public String method() {
            return "notifications/prompts/list_changed";
        }
    }

    record ResourcesChanged() implements Notice {
        @Override
        public String method() {
            return "notifications/resources/list_changed";
        }
    }

    record ResourceUpdated(String uri) implements Notice {
        @Override
        public String method() {
            return "notifications/resources/updated";
        }
    }

    default ObjectNode params() {
        var params = JsonNodeFactory.instance.objectNode();
        if (this instanceof ResourceUpdated(var uri)) {
            params.put("uri", uri);
        }
        return params;
    }
}
