package dev.echolocate.echo;

import dev.echolocate.base.WireText;

/**
 * What is said back. Immutable.
 *
 * @param options as the client asked
 */
public record Echo(EchoOptions options) {
    private static final int LETTERS = 26;

    /** The text after its prefix, or as many letters as were asked for. */
    public WireText reply(WireText text) {
        if (options.size() >= 0) {
            StringBuilder letters = new StringBuilder(options.size());
            for (int i = 0; i < options.size(); i++) {
                letters.append((char) ('a' + i % LETTERS));
            }
            return WireText.of(letters.toString());
        }
        return options.prefix().isEmpty() ? text : WireText.of(options.prefix()).then(text);
    }

    /** The bytes as they were, or as many as were asked for: 0, 1, ... 255, 0, ... */
    public byte[] reply(byte[] bytes) {
        if (options.size() < 0) {
            return bytes;
        }
        byte[] reply = new byte[options.size()];
        for (int i = 0; i < reply.length; i++) {
            reply[i] = (byte) i;
        }
        return reply;
    }
}
