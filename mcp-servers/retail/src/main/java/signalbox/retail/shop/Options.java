package signalbox.retail.shop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What distinguishes a variant, such as color and size, in the order of the file.
public record Options(SequencedMap<String, String> values) {
    public Options {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    public static Options of(Map<String, String> values) {
        return new Options(new LinkedHashMap<>(values));
    }
}
