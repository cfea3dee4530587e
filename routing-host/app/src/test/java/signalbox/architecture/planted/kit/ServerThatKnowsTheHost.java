package signalbox.architecture.planted.kit;

import signalbox.architecture.planted.host.api.Api;

public class ServerThatKnowsTheHost {
    public Api api = new Api();
}
