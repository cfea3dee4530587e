package signalbox.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs for this machine, unpacked once into the user's cache.
record PostgresBinaries(Path root) {
    Path program(String name) {
        return root.resolve("bin").resolve(name);
    }

    static PostgresBinaries unpacked() throws IOException {
        var archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        var cache = ownDirectory(cacheDirectory());
        var root = cache.resolve("postgres-" + digest(archive).substring(0, 16));
        if (!Files.isDirectory(root)) {
            unpack(archive, cache, root);
        }
        return new PostgresBinaries(root);
    }

    static String archiveName(String system, String architecture) {
        var os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
        var cpu = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> architecture;
        };
        return "postgres-" + os + "-" + cpu + ".txz";
    }

    private static Path cacheDirectory() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && !xdg.isBlank()) {
            return Path.of(xdg, "signalbox");
        }
        var home = System.getProperty("user.home", "?");
        return home.equals("?")
                ? Path.of(System.getProperty("java.io.tmpdir"), "signalbox-" + new UnixSystem().getUid())
                : Path.of(home, ".cache", "signalbox");
    }

    /// What lies here is executed, so nobody else may write to it.
    private static Path ownDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (((Number) Files.getAttribute(directory, "unix:uid")).longValue() != new UnixSystem().getUid()) {
            throw new DatabaseException(
                    "'" + directory + "' belongs to another user", "set XDG_CACHE_HOME to a directory of your own");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    private static InputStream open(String archive) {
        var stream = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new DatabaseException(
                    "no embedded PostgreSQL for this machine, '" + archive + "' is not among the libraries",
                    "give the URL of a PostgreSQL with --database");
        }
        return stream;
    }

    private static String digest(String archive) throws IOException {
        try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(String archive, Path cache, Path root) throws IOException {
        var fresh = Files.createTempDirectory(cache, "unpacking-");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, fresh);
            }
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            TemporaryDirectories.delete(fresh);
            // Another process may have been faster.
            if (!Files.isDirectory(root)) {
                throw e;
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path fresh) throws IOException {
        var path = fresh.resolve(entry.getName()).normalize();
        if (!path.startsWith(fresh)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(
                        path,
                        Set.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE));
            }
        }
    }
}
