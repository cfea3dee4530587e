package signalbox.app.demo;

import java.util.List;
import signalbox.policy.permission.PrincipalName;

/// One customer message of the demonstration, who carries it, and what must come of it.
///
/// @param expected the tool calls, in order, as `tool@version decision`, such as `retail.get_order_details@1.0.0 allow`
record Scene(String title, PrincipalName caller, String message, List<String> expected) {
    Scene {
        expected = List.copyOf(expected);
    }
}
