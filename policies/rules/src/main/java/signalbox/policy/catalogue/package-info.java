/// `models.yaml`: providers, models, prices, and where a key is found.
@NullMarked
package signalbox.policy.catalogue;

import org.jspecify.annotations.NullMarked;
