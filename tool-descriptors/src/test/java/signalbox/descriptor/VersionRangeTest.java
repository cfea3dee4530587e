package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of node-semver's README: "Ranges" and "Advanced Range Syntax".
final class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1.2.3               | >=1.2.3 <1.2.4
            =1.2.3              | >=1.2.3 <1.2.4
            v1.2.3              | >=1.2.3 <1.2.4
            1.2.3 - 2.3.4       | >=1.2.3 <2.3.5
            1.2 - 2.3.4         | >=1.2.0 <2.3.5
            1.2.3 - 2.3         | >=1.2.3 <2.4.0
            1.2.3 - 2           | >=1.2.3 <3.0.0
            *                   | >=0.0.0
            ``                  | >=0.0.0
            x                   | >=0.0.0
            1.x                 | >=1.0.0 <2.0.0
            1.X.x               | >=1.0.0 <2.0.0
            1.2.x               | >=1.2.0 <1.3.0
            1                   | >=1.0.0 <2.0.0
            1.2                 | >=1.2.0 <1.3.0
            ~1.2.3              | >=1.2.3 <1.3.0
            ~> 1.2.3            | >=1.2.3 <1.3.0
            ~1.2                | >=1.2.0 <1.3.0
            ~1                  | >=1.0.0 <2.0.0
            ~0.2.3              | >=0.2.3 <0.3.0
            ~0.2                | >=0.2.0 <0.3.0
            ~0                  | >=0.0.0 <1.0.0
            ^1.2.3              | >=1.2.3 <2.0.0
            ^0.2.3              | >=0.2.3 <0.3.0
            ^0.0.3              | >=0.0.3 <0.0.4
            ^1.2.x              | >=1.2.0 <2.0.0
            ^0.0.x              | >=0.0.0 <0.1.0
            ^0.0                | >=0.0.0 <0.1.0
            ^1.x                | >=1.0.0 <2.0.0
            ^0.x                | >=0.0.0 <1.0.0
            ^1                  | >=1.0.0 <2.0.0
            >1.2                | >=1.3.0
            >1                  | >=2.0.0
            <=1.2               | <1.3.0
            <1.2                | <1.2.0
            >= 1.2.3  < 2       | >=1.2.3 <2.0.0
            >1.2.3              | >=1.2.4
            """)
    void aShorthandMeansItsComparators(String shorthand, String comparators) {
        var range = VersionRange.parse(shorthand);

        assertThat(range).isEqualTo(VersionRange.parse(comparators));
        assertThat(range).hasToString(shorthand);
    }

    @ParameterizedTest
    @CsvSource({
        ">=1.2.7 <1.3.0, 1.2.7, true", ">=1.2.7 <1.3.0, 1.2.99, true", ">=1.2.7 <1.3.0, 1.2.6, false",
        ">=1.2.7 <1.3.0, 1.3.0, false", "1.2.7 || >=1.2.9 <2.0.0, 1.2.7, true", "1.2.7 || >=1.2.9 <2.0.0, 1.2.8, false",
        "1.2.7 || >=1.2.9 <2.0.0, 1.4.6, true", "1.2.7 || >=1.2.9 <2.0.0, 2.0.0, false", "^1||^3, 3.9.9, true",
        "^1||^3, 2.0.0, false", ">*, 1.0.0, false", "<*, 1.0.0, false", "<=*, 1.0.0, true", ">2 <1, 1.5.0, false",
        "*, 999999.999999.999999, true"
    })
    void aRangeContainsWhatItsComparatorsAllow(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(Version.parse(version))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.2.3.4", "^1.2.3-beta", "1.2.3+build", ">=", "01.2.3", "1.2.3 -2", "^^1", "1,2", "1.2.3beta", "=>1", "1234567"})
    void whatIsNoRangeIsRefused(String text) {
        assertThat(VersionRange.isValid(text)).isFalse();
        assertThatThrownBy(() -> VersionRange.parse(text)).hasMessageContaining("'" + text + "' is not a version range");
    }

    @Test
    void aCaretNeverReachesTheNextMajorAndATildeNeverTheNextMinor() {
        long seed = 220;
        var random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            var from = version(random);
            var other = version(random);
            boolean later = other.compareTo(from) >= 0;
            boolean sameMinor = other.major() == from.major() && other.minor() == from.minor();
            boolean sameLine = other.major() == from.major()
                    && (from.major() > 0 || (sameMinor && (from.minor() > 0 || other.patch() == from.patch())));
            assertThat(VersionRange.parse("^" + from).contains(other)).as("seed %s, ^%s, %s", seed, from, other)
                    .isEqualTo(later && sameLine);
            assertThat(VersionRange.parse("~" + from).contains(other)).as("seed %s, ~%s, %s", seed, from, other)
                    .isEqualTo(later && sameMinor);
        }
    }

    private static Version version(Random random) {
        return new Version(random.nextInt(3), random.nextInt(3), random.nextInt(3));
    }
}
