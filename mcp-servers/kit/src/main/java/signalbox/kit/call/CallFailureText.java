package signalbox.kit.call;

import signalbox.kit.content.Printable;
import signalbox.policy.permission.DenialText;

/// What an assistant or a host reads where a call was permitted and not done.
record CallFailureText(Invocation call) {
    String clash(String earlierTool) {
        return "The call id '" + Printable.of(String.valueOf(call.request().callId())) + "' belongs to an earlier call of '" + earlierTool
                + "' with other arguments or of another tool. Nothing was done. Use a new id for a new call.";
    }

    String expired(long seconds) {
        return sentence("did not end within " + seconds + " s. Nothing was done");
    }

    String cancelled() {
        return sentence("was cancelled. Nothing was done");
    }

    String withdrawn() {
        return new DenialText(call.request().name(), call.decision().id().value()).withdrawn();
    }

    String broken() {
        return sentence("failed because of a fault on the server's side");
    }

    private String sentence(String verb) {
        return "'" + call.request().name() + "' " + verb + " (decision " + call.decision().id() + ").";
    }
}
