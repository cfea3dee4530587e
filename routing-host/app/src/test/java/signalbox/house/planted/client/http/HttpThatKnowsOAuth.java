package signalbox.house.planted.client.http;

import signalbox.house.planted.client.oauth.Tokens;

public class HttpThatKnowsOAuth {
    public Tokens tokens = new Tokens();
}
