/// An authorization server for tests: real keys, real signatures, and a key set that can rotate, break and be slow.
@NullMarked
package signalbox.testing.issuer;

import org.jspecify.annotations.NullMarked;
