package signalbox.app.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import signalbox.host.turn.CallArguments;
import signalbox.policy.grant.ArgumentPath;
import tools.jackson.databind.JsonNode;

/// The arguments that a reason names, with the values that they had in the call.
final class DecidingValues {
    private static final Pattern NAME = Pattern.compile("'([A-Za-z_][A-Za-z0-9_.-]{0,100}+)'");
    private static final int LONGEST = 200;

    private DecidingValues() {}

    /// Such as `payment_method_id is "credit_card_1"`; none where the reason names none that the call had.
    static List<String> of(String reason, CallArguments arguments) {
        var values = new ArrayList<String>();
        if (arguments instanceof CallArguments.Parsed(var given)) {
            var names = new LinkedHashSet<String>();
            NAME.matcher(reason).results().forEach(found -> names.add(found.group(1)));
            for (var name : names) {
                var value = ArgumentPath.parse(name).in(given);
                if (value != null) {
                    values.add(name + " is " + shown(value));
                }
            }
        }
        return values;
    }

    private static String shown(JsonNode value) {
        var text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
