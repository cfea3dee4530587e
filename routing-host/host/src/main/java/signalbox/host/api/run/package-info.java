/// `/v1/runs`, `/v1/route` and what belongs to them: jobs that go on without their callers.
@NullMarked
package signalbox.host.api.run;

import org.jspecify.annotations.NullMarked;
