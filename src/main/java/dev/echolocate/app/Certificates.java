package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.RenewedIdentity;
import dev.echolocate.tls.SelfSigned;
import dev.echolocate.tls.TlsException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The certificate that a configuration asks for. */
final class Certificates {
    private Certificates() {}

    /**
     * Null where TLS is not asked for. May take seconds, when it has to be made. One of the operator's own may be another one
     * later: a {@link RenewedIdentity}.
     */
    static @Nullable Supplier<Identity> of(Config config, Reach reach) throws TlsException {
        String keystore = config.get(Config.TLS_KEYSTORE);
        if (!keystore.isEmpty()) {
            return new RenewedIdentity(Path.of(keystore), config.get(Config.TLS_PASSWORD));
        }
        if (!config.get(Config.SELF_SIGNED)) {
            return null;
        }
        String folder = config.get(Config.TLS_DIRECTORY);
        Identity made = new SelfSigned(folder.isEmpty() ? SelfSigned.defaultFolder() : Path.of(folder))
                .identity(reach.host(), reach.lan());
        return () -> made;
    }
}
