package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.base.Key;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.RenewedIdentity;
import dev.echolocate.tls.SelfSigned;
import dev.echolocate.tls.TlsException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The certificate that a configuration asks for. */
public final class Certificates {
    public static final Key<String> KEYSTORE = Key.path("tls-keystore", "empty, or the path of a PKCS12 or JKS file")
            .means("Key store with the private key and the certificate of this server. With it, nothing but TLS 1.2"
                    + " and 1.3 is spoken: https and wss. Its password is `tls-password`. Only without a container.");

    public static final Key<String> PASSWORD = Key.secret("tls-password")
            .means("Password of `tls-keystore`, and of the key in it. Only without a container.");

    public static final Key<Boolean> SELF_SIGNED = Key.yesOrNo("self-signed", false)
            .means("Speak TLS with a certificate that is made at the first start, by the JDK's keytool, for"
                    + " `localhost` and the addresses of this machine. Browsers warn of it until it is accepted; compare"
                    + " its fingerprint with the one that is printed at the start. Only without a container.");

    public static final Key<String> DIRECTORY = Key.path("tls-directory", "empty, or the path of a folder")
            .means("Where `self-signed` keeps its key and certificate between starts, for their owner only. Empty"
                    + " means `echolocate` in `$XDG_STATE_HOME` or `~/.local/state`, on Windows in `%LOCALAPPDATA%`.");

    private Certificates() {}

    /**
     * Null where TLS is not asked for. May take seconds, when it has to be made. One of the operator's own may be another one
     * later: a {@link RenewedIdentity}.
     */
    static @Nullable Supplier<Identity> of(Config config, Reach reach) throws TlsException {
        String keystore = config.get(Certificates.KEYSTORE);
        if (!keystore.isEmpty()) {
            return new RenewedIdentity(Path.of(keystore), config.get(Certificates.PASSWORD));
        }
        if (!config.get(Certificates.SELF_SIGNED)) {
            return null;
        }
        String folder = config.get(Certificates.DIRECTORY);
        Identity made = new SelfSigned(folder.isEmpty() ? SelfSigned.defaultFolder() : Path.of(folder))
                .identity(reach.host(), reach.lan());
        return () -> made;
    }
}
