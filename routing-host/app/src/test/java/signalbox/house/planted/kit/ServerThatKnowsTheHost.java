package signalbox.house.planted.kit;

import signalbox.house.planted.host.api.Api;

public class ServerThatKnowsTheHost {
    public Api api = new Api();
}
