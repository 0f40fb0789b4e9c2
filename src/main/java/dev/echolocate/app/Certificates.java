package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.SelfSigned;
import dev.echolocate.tls.TlsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The certificate that a configuration asks for. */
final class Certificates {
    private Certificates() {}

    /** Null where TLS is not asked for. May take seconds, when it has to be made. */
    static @Nullable Identity of(Config config, Reach reach) throws TlsException {
        String keystore = config.get(Config.TLS_KEYSTORE);
        if (!keystore.isEmpty()) {
            return Identity.load(Path.of(keystore), config.get(Config.TLS_PASSWORD));
        }
        if (!config.get(Config.SELF_SIGNED)) {
            return null;
        }
        String folder = config.get(Config.TLS_DIRECTORY);
        return new SelfSigned(folder.isEmpty() ? SelfSigned.defaultFolder() : Path.of(folder))
                .identity(reach.host(), reach.lan());
    }
}
