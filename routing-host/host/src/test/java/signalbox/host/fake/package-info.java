/// Providers for tests that refuse what the real ones refuse.
@NullMarked
package signalbox.host.fake;

import org.jspecify.annotations.NullMarked;
