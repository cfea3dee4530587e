/// The listener: which requests are let in, whose rights they use, and which protocol revision answers them.
@NullMarked
package signalbox.kit.listener;

import org.jspecify.annotations.NullMarked;
