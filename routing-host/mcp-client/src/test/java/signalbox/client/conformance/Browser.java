package signalbox.client.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import signalbox.client.oauth.AuthorizationRequest;
import signalbox.client.oauth.Consent;
import signalbox.http.client.Deadline;

/// A person who says yes: opens the address and reports where the browser is sent.
final class Browser implements Consent {
    @Override
    public Outcome ask(AuthorizationRequest request, Deadline deadline) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(request.address()).build(), HttpResponse.BodyHandlers.ofString());
            return answer.headers()
                    .firstValue("location")
                    .map(location -> (Outcome) new Redirected(URI.create(location).getRawQuery()))
                    .orElseGet(() -> new Refused("no redirect: " + answer.body()));
        } catch (IOException e) {
            return new Refused(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Refused("interrupted");
        }
    }
}
