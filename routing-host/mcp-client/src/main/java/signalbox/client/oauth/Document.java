package signalbox.client.oauth;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import signalbox.http.client.AddressPolicy;
import signalbox.http.client.BoundedJson;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.HttpResponse;
import signalbox.http.client.Origin;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.ObjectNode;

/// A metadata document fetched from an address that somebody else named.
sealed interface Document {
    record Found(ObjectNode json) implements Document {}

    /// @param refused whether the address itself was not to be followed
    record Absent(String reason, boolean refused) implements Document {}

    /// Fetches documents; redirects are followed a few times, each only where its address passes like the first.
    record Fetcher(OutgoingHttp http, Set<Origin> configured) {
        private static final int MOST_HOPS = 3;
        private static final int LARGEST = 1 << 20;
        private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

        AddressPolicy passage(String address) {
            return AddressPolicy.of(address, configured);
        }

        Document fetch(String address, Deadline deadline) {
            var next = address;
            for (int hop = 0; hop <= MOST_HOPS; hop++) {
                var passage = passage(next);
                if (passage instanceof AddressPolicy.Refused(var reason)) {
                    return new Absent(reason, true);
                }
                var from = next;
                try {
                    var step = http.exchange(
                            HttpRequest.get(passage, Map.of("Accept", "application/json")), deadline, answer -> read(from, answer));
                    if (step instanceof Arrived(var document)) {
                        return document;
                    }
                    next = ((Redirected) step).address();
                } catch (HttpFailure e) {
                    return new Absent(e.reason(), false);
                }
            }
            return new Absent("it redirects more than " + MOST_HOPS + " times", true);
        }

        private sealed interface Step {}

        private record Arrived(Document document) implements Step {}

        private record Redirected(String address) implements Step {}

        private static Step read(String from, HttpResponse answer) throws IOException, HttpFailure {
            if (REDIRECTS.contains(answer.status())) {
                return new Redirected(resolved(from, answer.header("location")));
            }
            if (answer.status() != 200) {
                return new Arrived(new Absent("HTTP " + answer.status(), false));
            }
            return new Arrived(new Found(BoundedJson.object(answer.text(LARGEST))));
        }

        private static String resolved(String from, String location) throws HttpFailure {
            try {
                return URI.create(from).resolve(location).toString();
            } catch (IllegalArgumentException e) {
                throw new HttpFailure("it redirects to what is no address", e);
            }
        }
    }
}
