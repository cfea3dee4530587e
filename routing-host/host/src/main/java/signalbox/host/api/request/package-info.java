/// What the endpoints share: a request as it is read, and a reply as it is written.
@NullMarked
package signalbox.host.api.request;

import org.jspecify.annotations.NullMarked;
