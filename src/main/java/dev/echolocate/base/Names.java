package dev.echolocate.base;

import java.util.regex.Pattern;

/** Names of channels and rooms. Pure. */
public final class Names {
    /** What is said to who got one wrong. */
    public static final String RULE = "a name is 1 to 64 of A-Z a-z 0-9 _ -";

    /** Where none is given. */
    public static final String DEFAULT = "default";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Names() {}

    public static boolean valid(String name) {
        return FORM.matcher(name).matches();
    }
}
