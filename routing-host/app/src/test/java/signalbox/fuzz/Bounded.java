package signalbox.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Holds a target to a second of processor time for each kilobyte that it reads.
final class Bounded {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int KILOBYTE = 1024;
    private static final Duration FOR_A_KILOBYTE = Duration.ofSeconds(1);

    private Bounded() {}

    static void read(Target target, byte[] input) throws Exception {
        read(target, input, FOR_A_KILOBYTE);
    }

    /// The second time counts: the first may have loaded classes, and what an input costs it costs again.
    static void read(Target target, byte[] input, Duration forAKilobyte) throws Exception {
        long most = forAKilobyte.toNanos() * Math.ceilDiv(Math.max(1, input.length), KILOBYTE);
        if (cost(target, input) > most) {
            long again = cost(target, input);
            if (again > most) {
                throw new AssertionError(TimeUnit.NANOSECONDS.toMillis(again) + " ms of processor time for " + input.length + " bytes");
            }
        }
    }

    /// Of this thread, in nanoseconds.
    static long processorTime() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static long cost(Target target, byte[] input) throws Exception {
        long before = processorTime();
        target.read(input);
        return processorTime() - before;
    }
}
