package dev.echolocate.qr;

import io.nayuki.qrcodegen.QrCode;

/** The modules of a QR code (ISO/IEC 18004), without the quiet zone around them. Immutable. */
public final class Matrix {
    /** Light modules that have to be around a code, on each side. */
    public static final int QUIET = 4;

    /**
     * Bytes in UTF-8 that always fit: version 40 with the least correction (ISO/IEC 18004, table 7). Of digits and capitals
     * alone, more do.
     */
    public static final int MAX_BYTES = 2953;

    private final QrCode code;

    private Matrix(QrCode code) {
        this.code = code;
    }

    /**
     * Letters beyond ASCII become UTF-8.
     *
     * @throws IllegalArgumentException for a text that is too long for any code
     */
    public static Matrix of(String text) {
        try {
            return new Matrix(QrCode.encodeText(text, QrCode.Ecc.LOW));
        } catch (io.nayuki.qrcodegen.DataTooLongException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    /** Modules on each side. */
    public int size() {
        return code.size;
    }

    /** Whether a module is dark. Outside of the code, all are light. */
    public boolean isDark(int x, int y) {
        return code.getModule(x, y);
    }
}
