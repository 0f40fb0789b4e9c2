package dev.echolocate.base;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and sockets this process may have open (getrlimit(2), RLIMIT_NOFILE). */
final class Descriptors {
    private Descriptors() {}

    /** {@link Capacity#UNKNOWN} where the system has no such limit, or doesn't say. */
    static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        && unix.getMaxFileDescriptorCount() > 0
                ? unix.getMaxFileDescriptorCount()
                : Capacity.UNKNOWN;
    }
}
