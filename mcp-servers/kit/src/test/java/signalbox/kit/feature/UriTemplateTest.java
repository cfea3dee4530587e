package signalbox.kit.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriTemplateTest {
    /// The values of RFC 6570, section 3.2.
    private static final Map<String, String> VALUES = Map.of(
            "var", "value", "hello", "Hello World!", "half", "50%", "base", "http://example.com/home/", "empty", "", "letter", "ü$\\", "kept", "a%2Fb");

    @ParameterizedTest
    @CsvSource({
        "x://a/{var}, x://a/value", "x://a/{hello}, x://a/Hello%20World%21", "x://a/{half}, x://a/50%25", "x://a/O{empty}X, x://a/OX",
        "x://a/{base}, x://a/http%3A%2F%2Fexample.com%2Fhome%2F", "x://a/{letter}, x://a/%C3%BC%24%5C", "x://a/{kept}, x://a/a%252Fb",
        "x://a/{+hello}, x://a/Hello%20World!", "x://a/{+half}, x://a/50%25", "x://a/{+base}index, x://a/http://example.com/home/index",
        "x://a/{+kept}, x://a/a%2Fb", "x://{var}/{var}, x://value/value", "x://{undef}/{var}, x://{undef}/value", "x://a{?var}, x://a{?var}"
    })
    void valuesAreWrittenAsAClientWritesThem(String template, String address) {
        assertThat(new UriTemplate(template).with(VALUES)).isEqualTo(address);
    }

    @Test
    void aVariableIsThereWhereAValueCanBePut() {
        var template = new UriTemplate("x://{a}/{+b}{?c}");

        assertThat(template.has("a")).isTrue();
        assertThat(template.has("b")).isTrue();
        assertThat(template.has("c")).isFalse();
        assertThat(template.has("d")).isFalse();
    }
}
