package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    /** What a browser says to {@code String(x)}. */
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0",
        "5,5",
        "-180,-180",
        "52.52,52.52",
        "0.1,0.1",
        "-0.000001,-0.000001",
        "0.0000001,1e-7",
        "0.00000123,0.00000123",
        "0.000000123,1.23e-7",
        "0.002,0.002",
        "2e-3,0.002",
        "123456789012345680,123456789012345680",
        "9007199254740993,9007199254740992",
        "1e15,1000000000000000",
        "1e20,100000000000000000000",
        "1e21,1e+21",
        "1.5e300,1.5e+300",
        "2e23,2e+23",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "4.9e-324,5e-324",
        "-2.2250738585072014e-308,-2.2250738585072014e-308",
        "12345.678901234567,12345.678901234567",
    })
    void numbersAreWrittenAsEcmaScriptDoes(double value, String text) {
        assertEquals(text, Decimals.of(value));
    }

    @Test
    void everyDoubleComesBackFromAShortText() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double degrees = random.nextInt(4) * 90 * random.nextDouble() * (random.nextBoolean() ? 1 : -1);
            for (double value : new double[] {any, degrees, Math.rint(degrees * 1e7) / 1e7}) {
                if (Double.isFinite(value)) {
                    String text = Decimals.of(value);
                    assertEquals(value + 0.0, Double.parseDouble(text), text);
                    assertTrue(text.length() <= 25, text);
                }
            }
        }
    }
}
