package dev.echolocate.testkit;

/** Where a server does by itself, before the application is asked, what another leaves to it. All such cases are here. */
public enum Difference {
    /** Its 404 for WEB-INF, META-INF and odd paths passes no filter, so it has none of our headers. */
    REFUSES_UNFILTERED,

    /** A folder without a page is answered with 403, not with 404. */
    FORBIDS_FOLDERS,

    /** A Host header with a port above 65535 is answered with 400, not with our 403. */
    REFUSES_BAD_HOSTS,

    /** A Host with an underscore is none to it: 400. */
    REFUSES_UNDERSCORES,

    /** Of the close codes 1012 to 1014 it knows nothing: who closes with one is told 1002 (RFC 6455 7.4.2). */
    KNOWS_FEWER_CODES,

    /** Whatever follows a semicolon is a parameter to it, slashes too: {@code /;x/anything} is the start page. */
    CUTS_AT_SEMICOLONS,

    /** Frames that aren't masked are taken like others, not refused with 1002 (RFC 6455 5.1). */
    TAKES_UNMASKED_FRAMES,

    /** Each fragment of a text must be UTF-8 by itself, else 1007: no character may be split (RFC 6455 5.6 lets it). */
    DECODES_EACH_FRAGMENT,

    /** A fragment without any bytes is not sent, unless it is the only one: {@code frames=} gives fewer then. */
    SKIPS_EMPTY_FRAGMENTS,

    /** The TCP connection is the container's: {@code drop=1} is closed with 1008, not cut off. */
    OWNS_CONNECTIONS
}
