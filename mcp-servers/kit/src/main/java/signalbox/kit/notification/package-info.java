/// The clients that listen for changes, and which notifications each gets.
@NullMarked
package signalbox.kit.notification;

import org.jspecify.annotations.NullMarked;
