package dev.echolocate.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who this server is: a certificate, and a context that proves it with the key.
 *
 * @param certificate of the server itself, without those that vouch for it
 */
public record Identity(X509Certificate certificate, SSLContext context) {

    /**
     * From a PKCS12 or JKS file with one key in it.
     *
     * @param password of the file and of its key
     */
    public static Identity load(Path file, String password) throws TlsException {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new TlsException("The key store " + file + " is not there, or cannot be read");
        }
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new Identity(certificate(store, file), context);
        } catch (KeyStoreException e) {
            throw new TlsException("The key store " + file + " is neither PKCS12 nor JKS", e);
        } catch (IOException | GeneralSecurityException e) {
            if (e instanceof TlsException told) {
                throw told;
            }
            throw new TlsException(
                    "The key store " + file + " does not open with its password, which has to be in the"
                            + " environment variable ECHOLOCATE_TLS_PASSWORD",
                    e);
        }
    }

    private static X509Certificate certificate(KeyStore store, Path file) throws KeyStoreException, TlsException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return certificate;
            }
        }
        throw new TlsException("The key store " + file + " has no private key with a certificate in it");
    }

    /** SHA-256 of the certificate, as browsers show it: {@code AB:CD:…}. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has SHA-256, and the certificate was decoded
        }
    }
}
