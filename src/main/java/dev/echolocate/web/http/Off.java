package dev.echolocate.web.http;

import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Switches;

/** In place of what is turned off: 404, with words; problem details for programs (RFC 9457), a line in each language for people. */
public final class Off implements Exchange.Handler {
    private static final int NOT_FOUND = 404;

    private final Admission admission;
    private final Switches.Feature part;
    private final boolean page;

    /** @param page whether people look there */
    public Off(Admission admission, Switches.Feature part, boolean page) {
        this.admission = admission;
        this.part = part;
        this.page = page;
    }

    @Override
    public void handle(Exchange exchange) {
        admission.count(Refusal.OFF);
        if (page) {
            String words = part.words() + "\n404：" + part.inChinese();
            Reply.words(exchange, new Problem(NOT_FOUND, Switches.CODE, words), Access.READING);
        } else {
            Reply.problem(exchange, new Problem(NOT_FOUND, Switches.CODE, part.words()));
        }
    }
}
