/// Which issuers may say who is calling, as `policies/identity.yaml` has it.
@NullMarked
package signalbox.identity.issuer;

import org.jspecify.annotations.NullMarked;
