package signalbox.architecture.planted.client;

import signalbox.architecture.planted.host.api.Api;

public class ClientThatKnowsTheHost {
    public Api api = new Api();
}
