package dev.echolocate.benchmarks.work;

import java.util.List;

/**
 * What was measured once.
 *
 * @param row what was done
 * @param server its label
 * @param cpu microseconds of the server's processor time for each delivered message
 * @param cores of the machine that the server kept busy
 * @param rate delivered messages a second
 * @param ages milliseconds, at p50, p99 and p99.9
 * @param resident MiB of the server
 * @param generator microseconds of the generator's processor time for each delivered message
 * @param late milliseconds; 1 % of the messages were sent later than that
 * @param lost deliveries that never came
 * @param conflated positions that readers did not get because they got newer ones
 * @param disorder deliveries that came twice, or after later ones
 * @param remarks what went wrong, in words
 */
public record Sample(
        String row,
        String server,
        double cpu,
        double cores,
        double rate,
        List<Double> ages,
        double resident,
        double generator,
        double late,
        long lost,
        long conflated,
        long disorder,
        List<String> remarks) {}
