@NullMarked
package signalbox.house.planted.identity.jwt;

import org.jspecify.annotations.NullMarked;
