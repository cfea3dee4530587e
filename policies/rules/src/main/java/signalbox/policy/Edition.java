package signalbox.policy;

import org.jspecify.annotations.Nullable;
import signalbox.source.YamlSource;

/// A rulebook and the texts it was read from, which stay while a newer text of theirs is broken.
///
/// @param servers null where there is no such file
record Edition(
        Rulebook rulebook,
        YamlSource permissions,
        YamlSource models,
        YamlSource routing,
        @Nullable YamlSource servers) {}
