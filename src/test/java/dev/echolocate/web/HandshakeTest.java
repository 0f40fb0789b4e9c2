package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {
    @ParameterizedTest
    @CsvSource({
        "/tracker,/tracker,default",
        "/tracker,/tracker/,default",
        "/tracker,/live/tracker,default",
        "/tracker,/tracker/tracker,default",
        "/tracker/{room},/tracker/a,a",
        "/tracker/{room},/tracker/,default",
        "/tracker/{room},/live/tracker/a-b_9,a-b_9",
        "/tracker/{room},/tracker/tracker,tracker",
        "/tracker/{room},/tracker/trackers,trackers",
        "/tracker/{room},/tracker/tracker/a,a",
        "/tracker/{room},/tracker/%61,a",
        "/tracker/{room},/tracker/a;b=c,a;b=c",
        "/echo,'',default",
    })
    void theRoomIsTheLastSegmentWhereTheEndpointHasOne(String template, String path, String room) {
        assertEquals(room, Handshake.room(template, path));
    }
}
