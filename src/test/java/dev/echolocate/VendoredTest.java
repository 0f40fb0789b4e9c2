package dev.echolocate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that are committed with the pages are the published ones, byte by byte: uPlot 1.6.32 of npm. */
class VendoredTest {
    @ParameterizedTest
    @CsvSource({
        "uPlot.esm.js, 5dd9b3281aa64b461b42d9945f6adb2649d346502b12281a9ae0d46599a80eba",
        "uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
        "LICENSE, 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd"
    })
    void uPlotIsAsPublished(String file, String sha256) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("src/main/webapp/lib/uplot", file));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertEquals(sha256, HexFormat.of().formatHex(digest));
    }
}
