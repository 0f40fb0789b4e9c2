package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {
    @ParameterizedTest
    @CsvSource({
        "/broadcast/my%2Droom,/broadcast/my-room",
        "/broadcast/my%2droom,/broadcast/my-room",
        "/%65%63%68%6F,/echo",
        "/%7e%5F%2E%39,/~_.9",
        "/a%2fb,/a%2fb",
        "/a%20b,/a%20b",
        "/%25%34%31,/%2541",
        "/%2541,/%2541",
        "/%C3%A9,/%C3%A9",
        "/%,/%",
        "/%4,/%4",
        "/%zz,/%zz",
        "/a,/a"
    })
    void onlyWhatNeedsNoEscapeIsUndone(String path, String undone) {
        assertEquals(undone, Escapes.undone(path));
    }
}
