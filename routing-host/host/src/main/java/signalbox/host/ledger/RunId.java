package signalbox.host.ledger;

import signalbox.ids.RandomId;

/// One job for a caller.
public record RunId(String value) {
    public static final String START = "run_";

    /// What the id starts with in the answer to a chat, where clients expect OpenAI's form.
    public static final String CHAT = "chatcmpl-";

    public static RunId fresh() {
        return new RunId(RandomId.inOrder(START));
    }

    /// The run of the id that `chat` gave.
    public static RunId ofChat(String id) {
        return new RunId(START + id.substring(CHAT.length()));
    }

    /// The id as the answer to a chat carries it.
    public String chat() {
        return as(CHAT);
    }

    /// The id as the answers of another format carry it, where ids start like this.
    public String as(String start) {
        return start + value.substring(START.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
