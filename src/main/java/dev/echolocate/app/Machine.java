package dev.echolocate.app;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Figures of the Java virtual machine and its process, under the names that Prometheus's own library gives them. */
final class Machine {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    void add(Samples samples) {
        samples.gauge(
                        "jvm_memory_used_bytes",
                        "Memory of the Java virtual machine in use.",
                        memory(MemoryUsage::getUsed))
                .gauge(
                        "jvm_memory_committed_bytes",
                        "Memory that it has from the system.",
                        memory(MemoryUsage::getCommitted))
                .gauge(
                        "jvm_memory_max_bytes",
                        "Memory that it may have; -1 where nothing says.",
                        memory(MemoryUsage::getMax))
                .gauge(
                        "jvm_buffer_pool_used_bytes",
                        "Memory outside of the heap for buffers.",
                        values -> buffers.forEach(pool -> values.at(pool.getMemoryUsed(), "pool", pool.getName())))
                .gauge(
                        "jvm_threads_current",
                        "Threads.",
                        ManagementFactory.getThreadMXBean().getThreadCount())
                .summary(
                        "jvm_gc_collection_seconds",
                        "Time that collecting garbage took.",
                        points -> collectors.forEach(gc -> points.dataPoint(Samples.point(
                                Math.max(0, gc.getCollectionCount()),
                                Math.max(0, gc.getCollectionTime()) / MILLIS,
                                "gc",
                                gc.getName()))))
                .gauge(
                        "process_start_time_seconds",
                        "When the process started, in seconds since the epoch.",
                        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
        process(samples);
    }

    private Consumer<Samples.SampleValues> memory(ToLongFunction<MemoryUsage> figure) {
        return values -> {
            values.at(figure.applyAsLong(memory.getHeapMemoryUsage()), "area", "heap");
            values.at(figure.applyAsLong(memory.getNonHeapMemoryUsage()), "area", "nonheap");
        };
    }

    private static void process(Samples samples) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            samples.counter(
                    "process_cpu_seconds",
                    "Processor time that the process took.",
                    values -> values.at(Math.max(0, system.getProcessCpuTime()) / NANOS));
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            samples.gauge("process_open_fds", "Files and sockets that are open.", unix.getOpenFileDescriptorCount())
                    .gauge("process_max_fds", "Files and sockets that may be open.", unix.getMaxFileDescriptorCount());
        }
    }
}
