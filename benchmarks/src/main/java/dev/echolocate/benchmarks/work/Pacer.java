package dev.echolocate.benchmarks.work;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The one thread that sends each message when it is due; those that are overdue at once, none left out. */
final class Pacer {
    /** Sends the message of this number. */
    interface Sender {
        void send(long number) throws IOException;
    }

    private final Schedule schedule;
    private final Sender sender;
    private final Histogram late = new Histogram(3);
    private final Thread thread = new Thread(this::run, "sends");
    private volatile boolean stopped;
    private String failure = "";

    Pacer(Schedule schedule, Sender sender) {
        this.schedule = schedule;
        this.sender = sender;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (long number = schedule.first(); number < schedule.end() && !stopped; number++) {
                await(schedule.due(number));
                late.recordValue(Math.max(0, System.nanoTime() - schedule.due(number)));
                sender.send(number);
            }
        } catch (IOException e) {
            failure = "sending ended: " + e.getMessage();
        }
    }

    private void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Waits until all is sent, some seconds at most.
     *
     * @return why not all was sent; empty if it was
     */
    String finish() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        boolean done = !thread.isAlive();
        stopped = true;
        thread.join();
        return done ? failure : "the server took messages too slowly";
    }

    /** How late messages were sent, in nanoseconds: what the generator or a server that reads slowly adds to each age. */
    Histogram late() {
        return late;
    }
}
