package dev.echolocate.browser;

import dev.echolocate.kit.ExternalServer;
import dev.echolocate.kit.Server;
import org.junit.jupiter.api.Tag;

@Tag("external")
class TrackerExternalTest extends TrackerBrowserIT {
    @Override
    protected Server start() {
        return new ExternalServer();
    }

    /** Not ours to restart. */
    @Override
    void theyAreTheSamePeopleAfterTheServerRestarts() {}
}
