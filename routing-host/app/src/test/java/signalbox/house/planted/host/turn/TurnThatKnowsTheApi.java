package signalbox.house.planted.host.turn;

import signalbox.house.planted.host.api.Api;

public class TurnThatKnowsTheApi {
    public Api api = new Api();
}
