package dev.echolocate.benchmarks.work;

import java.util.List;
import java.util.stream.Stream;

/** A crowd that only reads, and what one item looks like that it reads. */
record Phones(OpenLoop loop) implements Load {
    @Override
    public Sample sample(String row, int rate, int seconds) throws InterruptedException {
        Sample of = loop.sample(row, rate, seconds);
        List<String> remarks = Stream.concat(of.remarks().stream(), Stream.of("an item: `" + loop.example() + "`"))
                .toList();
        return new Sample(row, of.server(), of.figures(), of.lost(), of.conflated(), of.disorder(), remarks);
    }

    @Override
    public void close() {
        loop.close();
    }
}
