package dev.echolocate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results between two marks of a page that is otherwise written by hand. */
record Publication(Path page) {
    private static final String BEGIN = "<!-- benchmarks/run --publish writes from here -->\n";
    private static final String END = "<!-- to here -->\n";

    void write(String results) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no marks");
        }
        Files.writeString(
                page, text.substring(0, begin + BEGIN.length()) + "\n" + results + "\n" + text.substring(end));
    }
}
