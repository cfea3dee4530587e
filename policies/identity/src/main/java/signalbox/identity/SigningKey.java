package signalbox.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import signalbox.json.Digest;

/// A host's Ed25519 key pair, kept in a file of mode 0600 as PKCS#8 followed by the public key, both in PEM.
record SigningKey(EdECPrivateKey privateKey, PublicKey publicKey) {
    static SigningKey in(Path file) throws IOException {
        try {
            if (Files.exists(file)) {
                return read(Files.readString(file));
            }
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            PrivateFile.write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                    + pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            return of(pair);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("'" + file + "' holds no Ed25519 key: delete it, and a new one is made", e);
        }
    }

    static SigningKey of(KeyPair pair) {
        return new SigningKey((EdECPrivateKey) pair.getPrivate(), pair.getPublic());
    }

    /// Names the key: the start of the SHA-256 of the public part.
    String kid() {
        return HexFormat.of().formatHex(Digest.bytes(publicKey.getEncoded()), 0, 16);
    }

    byte[] sign(byte[] message) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an assertion could not be signed", e);
        }
    }

    private static SigningKey read(String text) throws GeneralSecurityException {
        var keys = KeyFactory.getInstance("Ed25519");
        var key = keys.generatePrivate(new PKCS8EncodedKeySpec(body(text, "PRIVATE KEY"), "Ed25519"));
        var publicKey = keys.generatePublic(new X509EncodedKeySpec(body(text, "PUBLIC KEY")));
        if (key instanceof EdECPrivateKey ed && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return new SigningKey(ed, publicKey);
        }
        throw new GeneralSecurityException("not Ed25519");
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + kind + "-----\n";
    }

    private static byte[] body(String text, String kind) {
        int start = text.indexOf("-----BEGIN " + kind + "-----");
        int end = text.indexOf("-----END " + kind + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n', start), end));
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}
