/// `POST /v1/chat/completions`: one answer to a waiting caller.
@NullMarked
package signalbox.host.api.chat;

import org.jspecify.annotations.NullMarked;
