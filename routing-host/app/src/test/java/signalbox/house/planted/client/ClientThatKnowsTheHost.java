package signalbox.house.planted.client;

import signalbox.house.planted.host.api.Api;

public class ClientThatKnowsTheHost {
    public Api api = new Api();
}
