package signalbox.kit.notification;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A change that a listener may be told of.
public sealed interface Notification {
    /// The method of the MCP notification, the same in every revision.
    String method();

    record ToolsChanged() implements Notification {
        @Override
        public String method() {
            return "notifications/tools/list_changed";
        }
    }

    record PromptsChanged() implements Notification {
        @Override
        public String method() {
            return "notifications/prompts/list_changed";
        }
    }

    record ResourcesChanged() implements Notification {
        @Override
        public String method() {
            return "notifications/resources/list_changed";
        }
    }

    record ResourceUpdated(String uri) implements Notification {
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
