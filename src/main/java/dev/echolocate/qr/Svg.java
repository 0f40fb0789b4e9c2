package dev.echolocate.qr;

/** A QR code as an SVG document: dark on white, with its quiet zone, of any size. Pure. */
public final class Svg {
    private Svg() {}

    /** It says that it is a QR code, and not of what: the page beside it has the link as text. */
    public static String of(Matrix matrix) {
        int side = matrix.size() + 2 * Matrix.QUIET;
        StringBuilder svg = new StringBuilder(16 * matrix.size() * matrix.size());
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"QR code\" viewBox=\"0 0 ")
                .append(side)
                .append(' ')
                .append(side)
                .append("\" shape-rendering=\"crispEdges\"><title>QR code</title><path fill=\"#fff\" d=\"M0 0h")
                .append(side)
                .append('v')
                .append(side)
                .append("H0z\"/><path d=\"");
        for (int y = 0; y < matrix.size(); y++) {
            row(matrix, y, svg);
        }
        return svg.append("\"/></svg>\n").toString();
    }

    /** Neighbours in one rectangle, so that no hairline shows between them. */
    private static void row(Matrix matrix, int y, StringBuilder svg) {
        int x = 0;
        while (x < matrix.size()) {
            int end = x;
            while (matrix.isDark(end, y)) {
                end++;
            }
            if (end > x) {
                svg.append('M').append(x + Matrix.QUIET).append(' ').append(y + Matrix.QUIET);
                svg.append('h')
                        .append(end - x)
                        .append("v1H")
                        .append(x + Matrix.QUIET)
                        .append('z');
            }
            x = end + 1;
        }
    }
}
