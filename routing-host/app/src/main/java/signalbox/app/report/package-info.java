/// What runs came to: how many, what they cost, and what failed in them.
@NullMarked
package signalbox.app.report;

import org.jspecify.annotations.NullMarked;
