/// What stands in front of each listener: which hosts and pages may call it, and who the caller is.
@NullMarked
package signalbox.identity.web;

import org.jspecify.annotations.NullMarked;
