package dev.echolocate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that a README shows, so that tests run what people copy. */
public final class Readme {
    /** What it takes for our address; tests have their own. */
    public static final String HERE = "://localhost:8080";

    private Readme() {}

    /** Its only program in a language: the fenced block with that name. */
    public static String program(String file, String language) {
        Matcher block = Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(file));
        List<String> programs = new ArrayList<>();
        while (block.find()) {
            programs.add(block.group(1));
        }
        if (programs.size() != 1) {
            throw new AssertionError(programs.size() + " programs in " + language + " in " + file);
        }
        return programs.get(0);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
