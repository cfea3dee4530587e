/// Who may call what: one pure decision, used for listing and for calling.
@NullMarked
package signalbox.policy.permission;

import org.jspecify.annotations.NullMarked;
