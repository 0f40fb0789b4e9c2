package dev.echolocate.web.http;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Text;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What came with a request. */
final class Body {
    private Body() {}

    /**
     * The text of a body.
     *
     * @param body null: it is longer
     * @param what it is called in the refusal
     * @param most bytes
     */
    static String text(byte @Nullable [] body, String what, int most) throws Problem, BadMessageException {
        if (body == null) {
            throw new Problem(413, "too_big", what + " may have " + most + " bytes");
        }
        String text = Text.decode(ByteBuffer.wrap(body));
        if (text == null) {
            throw new BadMessageException("bad_json", "not UTF-8");
        }
        return text;
    }
}
