/// Search and read a folder of Markdown articles.
@NullMarked
package signalbox.knowledge;

import org.jspecify.annotations.NullMarked;
