package dev.echolocate.app;

import dev.echolocate.app.Reach.Scope;
import dev.echolocate.qr.Blocks;
import dev.echolocate.qr.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What start-up says: four lines, and what has to be said of a certificate.
 *
 * @param scheme {@code http} or {@code https}
 * @param port that the server really listens on
 */
record Greeting(String scheme, Reach reach, int port, String contextPath) {
    /** White on black, whatever colours the terminal has. */
    private static final String BRIGHT = "\u001b[97;40m";

    private static final String PLAIN = "\u001b[0m";

    /** The four lines. */
    List<String> lines() {
        String base = base(reach.here());
        return List.of(
                "Tracker: " + base + "/tracker.html (all pages: " + base + "/)",
                "Open it twice, in two windows or two browsers, to see each other move.",
                whoCanReachIt(),
                "To stop: Ctrl+C");
    }

    private String whoCanReachIt() {
        if (reach.kind() == Scope.THIS_MACHINE) {
            return "Only this machine can reach it. To let others in: --host 0.0.0.0 --self-signed";
        }
        return "Others can reach it too, on "
                + (reach.kind() == Scope.EVERYBODY ? "every address of this machine" : reach.host())
                + (isSecure() ? "." : ". Their browsers tell a position only over HTTPS: for that, add --self-signed");
    }

    /** @param fingerprint to compare with the one that the browser shows */
    List<String> certificate(String fingerprint, boolean selfSigned) {
        String line = "Certificate: SHA-256 " + fingerprint;
        return selfSigned
                ? List.of(line, "It is self-signed: a browser warns of it, until you compare and accept it.")
                : List.of(line);
    }

    /**
     * Where to go from elsewhere, where that is possible: over HTTPS with a phone, whose browser then tells a position.
     *
     * @param blocks whether the terminal can show half blocks, and so a QR code
     * @param colours whether it is a terminal that obeys ECMA-48
     */
    List<String> phones(boolean blocks, boolean colours) {
        List<String> lines = new ArrayList<>();
        for (String host : reach.elsewhere()) {
            lines.add((lines.isEmpty() ? elsewhere() : "or: ") + base(host) + "/tracker.html");
        }
        if (isSecure() && blocks && !lines.isEmpty()) {
            Matrix matrix = Matrix.of(base(reach.elsewhere().get(0)) + "/tracker.html");
            for (String line : Blocks.of(matrix)) {
                lines.add(colours ? BRIGHT + line + PLAIN : line);
            }
        }
        return lines;
    }

    private String elsewhere() {
        return isSecure() ? "On a phone in the same network: " : "In the same network, to see but not to share: ";
    }

    private boolean isSecure() {
        return scheme.equals("https");
    }

    private String base(String host) {
        return scheme + "://" + host + ":" + port + contextPath;
    }
}
