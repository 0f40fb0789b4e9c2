package dev.echolocate.benchmarks.work;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** How many files a process of this machine may open, of which a connection is one at either end. */
final class Descriptors {
    private static final int OTHERS = 300;

    private Descriptors() {}

    /** Says so where they are too few. */
    static void need(int connections) throws IOException {
        long most = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        if (most < connections + OTHERS) {
            throw new IOException(connections + " connections need more open files than " + most + "; ulimit -n "
                    + (connections + OTHERS) + " allows them, where the hard limit does");
        }
    }
}
