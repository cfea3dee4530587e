package signalbox.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A client that asks at an even pace and notes how long each answer took, from when the question was due.
///
/// @param waits of the answers, in nanoseconds, sorted
/// @param gap the longest time without an answer, in nanoseconds
/// @param failed questions without the right answer
record Pace(List<Long> waits, long gap, int failed) {
    /// Asks for this long, one question after another.
    static Pace of(Callable<Boolean> question, Duration every, Duration time) {
        var waits = new ArrayList<Long>();
        long start = System.nanoTime();
        long last = start;
        long gap = 0;
        int failed = 0;
        for (long due = start; due - start < time.toNanos(); due += every.toNanos()) {
            LockSupport.parkNanos(due - System.nanoTime());
            boolean right = isRight(question);
            long now = System.nanoTime();
            failed += right ? 0 : 1;
            if (right) {
                waits.add(now - due);
                gap = Math.max(gap, now - last);
                last = now;
            }
        }
        Collections.sort(waits);
        return new Pace(List.copyOf(waits), Math.max(gap, System.nanoTime() - last), failed);
    }

    /// In milliseconds, of a hundred the one.
    double percentile(int of) {
        return waits.isEmpty() ? Double.NaN : millis(waits.get((int) ((waits.size() - 1L) * of / 100)));
    }

    double gapMillis() {
        return millis(gap);
    }

    private static boolean isRight(Callable<Boolean> question) {
        try {
            return question.call();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception _) {
            return false;
        }
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
