package signalbox.http.client;

import java.net.InetAddress;
import java.util.List;

/// Tells addresses of the public internet from all others.
///
/// It judges what the JDK resolved, so that no spelling of an address can matter. The blocks are those of the IANA
/// special-purpose registries (RFC 6890) that are not globally reachable, and addresses at which clouds answer their own
/// machines.
final class PublicAddresses {
    /// Of IPv6 only 2000::/3 is the public internet, without these.
    private static final Block GLOBAL = block("2000::", 3);

    private static final List<Block> NOT_PUBLIC = List.of(
            block("0.0.0.0", 8), block("10.0.0.0", 8), block("100.64.0.0", 10), block("127.0.0.0", 8),
            block("169.254.0.0", 16), block("172.16.0.0", 12), block("192.0.0.0", 24), block("192.0.2.0", 24),
            block("192.88.99.0", 24), block("192.168.0.0", 16), block("198.18.0.0", 15), block("198.51.100.0", 24),
            block("203.0.113.0", 24), block("224.0.0.0", 4), block("240.0.0.0", 4),
            block("168.63.129.16", 32), // Azure's own host of every machine
            block("2001::", 23), block("2001:db8::", 32), block("2002::", 16), block("3fff::", 20));

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        boolean anywhere = address.getAddress().length == 4 || GLOBAL.holds(address);
        return anywhere && NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
    }

    private static Block block(String start, int bits) {
        return new Block(InetAddress.ofLiteral(start), bits);
    }

    /// @param bits how many of the address's first bits are the block's
    private record Block(InetAddress start, int bits) {
        boolean holds(InetAddress address) {
            var mine = start.getAddress();
            var other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
