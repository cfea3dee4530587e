package signalbox.kit.resource;

import java.util.List;
import java.util.Map;

/// The resources of one server. It is asked only after the caller's rights are checked.
public interface ResourceSource {
    ResourceSource NONE = new ResourceSource() {
        @Override
        public List<Resource> list() {
            return List.of();
        }

        @Override
        public List<ResourceTemplate> templates() {
            return List.of();
        }

        @Override
        public ResourceAnswer read(ResourceRequest request) {
            return new ResourceAnswer.Absent();
        }

        @Override
        public List<String> complete(String uriTemplate, String variable, String start, Map<String, String> others) {
            return List.of();
        }
    };

    List<Resource> list();

    List<ResourceTemplate> templates();

    ResourceAnswer read(ResourceRequest request);

    /// Values of a template's variable that begin like this, the likeliest first.
    ///
    /// @param others the variables that have a value already
    List<String> complete(String uriTemplate, String variable, String start, Map<String, String> others);
}
