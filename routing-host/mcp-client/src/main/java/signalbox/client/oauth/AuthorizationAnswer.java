package signalbox.client.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What came back with a browser, checked against the request it answers.
sealed interface AuthorizationAnswer {
    record Code(String code) implements AuthorizationAnswer {
        @Override
        public String toString() {
            return "code";
        }
    }

    record Refused(String reason) implements AuthorizationAnswer {}

    Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    /// State first, then the issuer (RFC 9207, section 2.4, by the table of the specification), and only then what the
    /// answer says: an answer of another issuer is not even repeated.
    static AuthorizationAnswer of(String query, AuthorizationRequest request) {
        Map<String, String> parameters;
        try {
            parameters = Form.read(query);
        } catch (IllegalArgumentException _) {
            return new Refused("the answer of the authorization server is malformed");
        }
        if (!same(parameters.getOrDefault("state", ""), request.state())) {
            return new Refused("the answer belongs to no authorization that was asked for here");
        }
        if (!isOf(parameters.get("iss"), request)) {
            return new Refused("the answer is not one of the authorization server that was asked");
        }
        var error = parameters.get("error");
        if (error != null) {
            return new Refused("the authorization was not given: " + (ERROR.matcher(error).matches() ? error : "an error"));
        }
        var code = parameters.getOrDefault("code", "");
        return code.isBlank() ? new Refused("the answer of the authorization server has no code") : new Code(code);
    }

    private static boolean isOf(@Nullable String iss, AuthorizationRequest request) {
        return iss == null ? !request.sendsIss() : iss.equals(request.issuer());
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
