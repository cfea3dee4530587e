package signalbox.architecture.planted.policy;

import org.springframework.core.io.ByteArrayResource;

public class PolicyWithSpring {
    public ByteArrayResource resource = new ByteArrayResource(new byte[0]);
}
