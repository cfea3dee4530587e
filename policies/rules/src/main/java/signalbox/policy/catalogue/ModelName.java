package signalbox.policy.catalogue;

import java.util.regex.Pattern;

/// A model of the catalogue, such as `openai/gpt-5-mini`: provider and name.
public record ModelName(String value) implements Comparable<ModelName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,40}/[A-Za-z0-9][A-Za-z0-9._:-]{0,100}");

    public ModelName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a model name: write provider/model");
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    public String provider() {
        return value.substring(0, value.indexOf('/'));
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
