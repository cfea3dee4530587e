package signalbox.host.api.error;

import tools.jackson.databind.node.ObjectNode;

/// How an error is written: in the format of the path it is answered at, whoever found the fault.
public enum ErrorFormat {
    OPENAI {
        @Override
        public ObjectNode json(ApiError error) {
            return error.json();
        }
    };

    public static ErrorFormat at(String path) {
        return OPENAI;
    }

    public abstract ObjectNode json(ApiError error);

    /// The format's own status where it has another one for the same.
    public int status(ApiError error) {
        return error.status();
    }
}
