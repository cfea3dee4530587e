package signalbox.kit.modern;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.json.Digest;
import signalbox.json.JsonReader;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.kit.input.InputResponses;
import signalbox.kit.protocol.InputRequestJson;
import signalbox.kit.rpc.Message;
import signalbox.kit.seal.Seals;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `requestState` of a request that needs answers: sealed for one caller, endpoint, method and set of parameters,
/// valid for ten minutes, and once (basic/patterns/mrtr, "Server Requirements").
public final class RequestStates {
    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final String PURPOSE = "request-state";

    private final Seals seals;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public RequestStates(Seals seals, DataSource source, InstantSource clock) {
        this.seals = seals;
        this.clock = clock;
        jdbc = JdbcClient.create(source);
    }

    /// What a request brings back of an earlier try.
    sealed interface Returned {
        /// No answers.
        record Nothing() implements Returned {}

        record Complete(InputResponses answers) implements Returned {}

        /// Some answers are missing or invalid.
        record Incomplete(InputRequired questions) implements Returned {}

        /// Answers without a state: they count where the work asks for just these.
        record Unasked(ObjectNode answers) implements Returned {}

        record Refused(String text) implements Returned {}
    }

    String seal(CallerContext caller, Message message, InputRequired questions) {
        var nonce = new byte[18];
        random.nextBytes(nonce);
        var tree = JsonNodeFactory.instance.objectNode()
                .put("nonce", Base64.getUrlEncoder().encodeToString(nonce))
                .put("expires", clock.instant().plus(GOOD_FOR).toEpochMilli())
                .put("state", questions.state());
        tree.set("asked", InputRequestJson.requests(questions));
        return seals.seal(PURPOSE, bound(caller, message), tree.toString());
    }

    Returned returned(CallerContext caller, Message message) {
        var answers = message.params().get("inputResponses");
        var state = message.params().get("requestState");
        if (answers != null && !answers.isObject()) {
            return new Returned.Refused("'inputResponses' must be an object: an answer for each key that was asked.");
        }
        if (state == null) {
            return answers == null ? new Returned.Nothing() : new Returned.Unasked((ObjectNode) answers);
        }
        var opened = state.isString() ? seals.open(PURPOSE, bound(caller, message), state.stringValue()) : null;
        if (opened == null) {
            return new Returned.Refused("'requestState' was not given for this request: send it back as it came,"
                    + " with the same parameters and credential, or start again without it.");
        }
        return opened((ObjectNode) JsonReader.STORED.read(opened).orThrow(), (ObjectNode) answers);
    }

    public void tidy() {
        jdbc.sql("delete from kit.used_state where expires < :now").param("now", Timestamp.from(clock.instant().minus(GOOD_FOR))).update();
    }

    private Returned opened(ObjectNode sealed, @Nullable ObjectNode answers) {
        var expires = Instant.ofEpochMilli(sealed.path("expires").longValue());
        if (clock.instant().isAfter(expires)) {
            return new Returned.Refused("'requestState' has expired: start again without it.");
        }
        if (!use(sealed.path("nonce").stringValue(), expires)) {
            return new Returned.Refused("'requestState' has been used: it is valid once. Start again without it.");
        }
        var asked = new LinkedHashMap<String, InputRequest>();
        sealed.path("asked").properties().forEach(each -> asked.put(each.getKey(), InputRequestJson.read(each.getValue())));
        var questions = new InputRequired(asked, sealed.path("state").stringValue());
        var given = answers == null ? null : InputRequestJson.fitting(questions, answers);
        return given == null
                ? new Returned.Incomplete(questions)
                : new Returned.Complete(new InputResponses(given, questions.state()));
    }

    private boolean use(String nonce, Instant expires) {
        return jdbc.sql("insert into kit.used_state (nonce, expires) values (:nonce, :expires) on conflict do nothing")
                        .param("nonce", nonce)
                        .param("expires", Timestamp.from(expires))
                        .update()
                == 1;
    }

    private static String bound(CallerContext caller, Message message) {
        var params = message.params().deepCopy();
        params.remove(List.of("_meta", "inputResponses", "requestState"));
        return String.join("\n", caller.principal().toString(), EndpointPath.of(caller.endpoint()), message.method(), Digest.sha256(params));
    }
}
