/// Which tool versions are served and to whom: the tools directory, `releases.yaml` and `released.lock`.
@NullMarked
package signalbox.release;

import org.jspecify.annotations.NullMarked;
