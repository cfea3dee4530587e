/// Conditions in policy files: CEL, type-checked when the file is loaded.
@NullMarked
package signalbox.policy.condition;

import org.jspecify.annotations.NullMarked;
