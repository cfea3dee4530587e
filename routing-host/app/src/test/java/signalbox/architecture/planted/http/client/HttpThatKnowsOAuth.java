package signalbox.architecture.planted.http.client;

import signalbox.architecture.planted.client.oauth.Tokens;

public class HttpThatKnowsOAuth {
    public Tokens tokens = new Tokens();
}
