/// Any Spring AI `ChatModel` as a model of the catalogue.
@NullMarked
package signalbox.host.model.springai;

import org.jspecify.annotations.NullMarked;
