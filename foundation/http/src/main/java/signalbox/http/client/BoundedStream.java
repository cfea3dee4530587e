package signalbox.http.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Gives out so many bytes and no more.
final class BoundedStream extends FilterInputStream {
    private final long most;
    private long left;
    private boolean ended;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
        left = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        return one < 0 ? end() : counted(1, one);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        return count < 0 ? end() : counted(count, count);
    }

    boolean hasEnded() {
        return ended;
    }

    private int end() {
        ended = true;
        return -1;
    }

    private int counted(int count, int result) throws TooLarge {
        left -= count;
        if (left < 0) {
            throw new TooLarge(most);
        }
        return result;
    }
}
