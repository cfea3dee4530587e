package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What breaks a rule today and is still to be mended. The list only shrinks: a name that does not break the rule any more
/// must go from it.
///
/// @param names as the rule reports them
record NotYet(Set<String> names) {
    static NotYet of(String... names) {
        return new NotYet(Set.of(names));
    }

    void check(Collection<String> found) {
        assertThat(offenders(found)).isEmpty();
        assertThat(mended(found)).as("names in the list that break the rule no more").isEmpty();
    }

    List<String> offenders(Collection<String> found) {
        var offenders = new TreeSet<>(found);
        offenders.removeAll(names);
        return List.copyOf(offenders);
    }

    List<String> mended(Collection<String> found) {
        var mended = new TreeSet<>(names);
        mended.removeAll(found);
        return List.copyOf(mended);
    }
}
