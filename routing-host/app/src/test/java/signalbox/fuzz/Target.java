package signalbox.fuzz;

import java.nio.charset.StandardCharsets;

/// Something that reads what comes from outside. Whatever it is sent, it must end in an outcome it declares: what is
/// thrown out of here is a fault.
@FunctionalInterface
interface Target {
    /// Where an input has two parts, such as a schema and a value, this line stands between them.
    String BETWEEN = "\n====\n";

    void read(byte[] input) throws Exception;

    /// For targets that read texts.
    static Target ofText(OfText target) {
        return input -> target.read(new String(input, StandardCharsets.UTF_8));
    }

    /// For targets that read a text in the light of another; without the line between them, the second is empty.
    static Target ofTwo(OfTwo target) {
        return ofText(text -> {
            int at = text.indexOf(BETWEEN);
            target.read(at < 0 ? text : text.substring(0, at), at < 0 ? "" : text.substring(at + BETWEEN.length()));
        });
    }

    @FunctionalInterface
    interface OfText {
        void read(String text) throws Exception;
    }

    @FunctionalInterface
    interface OfTwo {
        void read(String first, String second) throws Exception;
    }
}
