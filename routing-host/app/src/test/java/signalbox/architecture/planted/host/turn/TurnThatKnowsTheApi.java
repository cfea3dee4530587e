package signalbox.architecture.planted.host.turn;

import signalbox.architecture.planted.host.api.Api;

public class TurnThatKnowsTheApi {
    public Api api = new Api();
}
