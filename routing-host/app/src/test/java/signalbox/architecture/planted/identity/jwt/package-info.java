@NullMarked
package signalbox.architecture.planted.identity.jwt;

import org.jspecify.annotations.NullMarked;
