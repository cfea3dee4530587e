package signalbox.http.client;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The body of an answer as it comes: so many bytes and no more, and held whole only where there is a place for it.
public final class AnswerBody extends FilterInputStream {
    private final long most;
    private final LongAnswers.Held held;
    private long left;
    private boolean ended;

    AnswerBody(InputStream in, long most, LongAnswers.Held held) {
        super(in);
        this.most = most;
        this.held = held;
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

    /// All that is left of it.
    ///
    /// @param bytes at most
    byte[] whole(int bytes) throws IOException {
        var whole = new ByteArrayOutputStream();
        for (int step : List.of(LongAnswers.SHORT, LongAnswers.MIDDLING, Integer.MAX_VALUE)) {
            int size = whole.size();
            int next = (int) Math.min(step, bytes + 1L) - size;
            if (next <= 0 || ended) {
                break;
            }
            if (size > 0) {
                held.beyond(size);
            }
            whole.write(readNBytes(next));
        }
        if (whole.size() > bytes) {
            throw new TooLarge(bytes);
        }
        return whole.toByteArray();
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
