package dev.echolocate.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrTest {
    private static final String LINK = "https://192.168.1.5:8443/tracker.html";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINK,
                "a",
                "\u4f60\u597d \ud83d\ude00",
                "https://x.example/tracker.html?room=0123456789abcdef0123456789abcdef"
            })
    void theBlocksAreTheModules(String text) {
        Matrix matrix = Matrix.of(text);
        List<String> lines = Blocks.of(matrix);
        int side = matrix.size() + 2 * Blocks.QUIET;
        assertEquals((side + 1) / 2, lines.size());
        for (int y = 0; y < side; y++) {
            String line = lines.get(y / 2);
            assertEquals(side, line.length());
            for (int x = 0; x < side; x++) {
                boolean light = line.charAt(x) == '\u2588' || line.charAt(x) == (y % 2 == 0 ? '\u2580' : '\u2584');
                assertEquals(matrix.isDark(x - Blocks.QUIET, y - Blocks.QUIET), !light, x + ", " + y);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, "\u4f60\u597d"})
    void thePictureIsTheModules(String text) {
        Matrix matrix = Matrix.of(text);
        int side = matrix.size() + 2 * Matrix.QUIET;
        boolean[][] dark = new boolean[side][side];
        String svg = Svg.of(matrix);
        assertTrue(svg.contains("viewBox=\"0 0 " + side + " " + side + "\""), svg);
        Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H(\\d+)z").matcher(svg);
        while (run.find()) {
            assertEquals(run.group(1), run.group(4));
            for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
                dark[Integer.parseInt(run.group(2))][Integer.parseInt(run.group(1)) + i] = true;
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                assertEquals(matrix.isDark(x - Matrix.QUIET, y - Matrix.QUIET), dark[y][x], x + ", " + y);
            }
        }
    }

    @Test
    void thePictureHasAName() {
        String svg = Svg.of(Matrix.of(LINK));
        assertTrue(svg.contains("role=\"img\"") && svg.contains("<title>QR code</title>"), svg);
        assertFalse(svg.contains("192.168"), "the link is a secret");
    }

    @Test
    void thereIsALimit() {
        Matrix.of("x".repeat(2953));
        assertThrows(IllegalArgumentException.class, () -> Matrix.of("x".repeat(2954)));
    }
}
