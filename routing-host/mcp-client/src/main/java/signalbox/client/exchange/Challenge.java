package signalbox.client.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.ParserCursor;

/// A server's refusal to let a request in (RFC 6750, section 3).
///
/// @param status 401 or 403
/// @param parameters of the Bearer challenge, by lower-case name; empty where there is none
public record Challenge(int status, Map<String, String> parameters) {
    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /// @param lines those of `WWW-Authenticate`
    public static Challenge of(int status, List<String> lines) {
        var parameters = new TreeMap<String, String>();
        for (var line : lines) {
            try {
                for (var each : AuthChallengeParser.INSTANCE.parse(
                        ChallengeType.TARGET, line, new ParserCursor(0, line.length()))) {
                    if (each.getSchemeName().equalsIgnoreCase("Bearer") && each.getParams() != null) {
                        each.getParams().forEach(parameter -> parameters.putIfAbsent(
                                parameter.getName().toLowerCase(Locale.ROOT), String.valueOf(parameter.getValue())));
                    }
                }
            } catch (ParseException _) {
                // A line that is no challenge challenges nobody.
            }
        }
        return new Challenge(status, parameters);
    }

    /// Empty where the challenge names none.
    public Set<String> scopes() {
        var scopes = new TreeSet<String>();
        for (var scope : parameters.getOrDefault("scope", "").split(" ", -1)) {
            if (!scope.isBlank()) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /// Where the server's metadata stands (RFC 9728), or empty.
    public String resourceMetadata() {
        return parameters.getOrDefault("resource_metadata", "");
    }

    public boolean isAboutScope() {
        return parameters.getOrDefault("error", "").equals("insufficient_scope");
    }
}
