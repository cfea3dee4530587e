package signalbox.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The pinned npm packages of the tests, installed once below `target`, and a Node that can run them.
///
/// A test that wants them is skipped where they cannot be had.
public final class Npm {
    private static final int OLDEST_NODE = 22;
    private static final String NODE_PACKAGE_VERSION = "22.23.3";
    private static final String NEED = "needs npm and the npm registry for ";

    private static @Nullable Npm installed;

    private final Path folder;
    private final Path node;

    private Npm(Path folder, Path node) {
        this.folder = folder;
        this.node = node;
    }

    /// Installs at first use; later uses, also by other processes, find what is there.
    public static synchronized Npm installed() {
        if (installed == null) {
            installed = install(Checkout.root().resolve("target/npm"));
        }
        return installed;
    }

    /// A Node of at least version 22.
    public Path node() {
        return node;
    }

    /// A file of an installed package, such as `@modelcontextprotocol/conformance/dist/index.js`.
    public Path file(String name) {
        return folder.resolve("node_modules").resolve(name);
    }

    /// Writes a script where its imports find the packages.
    public Path script(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Npm install(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                var node = node(folder.resolve("node"));
                packages(folder);
                return new Npm(folder, node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void packages(Path folder) throws IOException {
        var wanted = resource("package.json") + resource("package-lock.json");
        var done = folder.resolve(".installed");
        if (Files.exists(done) && Files.readString(done).equals(wanted)) {
            return;
        }
        Files.writeString(folder.resolve("package.json"), resource("package.json"));
        Files.writeString(folder.resolve("package-lock.json"), resource("package-lock.json"));
        var ended = Command.run(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        assumeTrue(ended.exit() == 0, NEED + "the packages of the tests: " + ended.output());
        Files.writeString(done, wanted);
    }

    private static Path node(Path folder) throws IOException {
        var present = Command.run(Checkout.root(), List.of("node", "--version"));
        if (present.exit() == 0 && major(present.output()) >= OLDEST_NODE) {
            return Path.of("node");
        }
        var binary = folder.resolve("node_modules/" + nodePackage() + "/bin/node");
        if (!Files.isExecutable(binary)) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
            var command = new ArrayList<>(List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"));
            command.add(nodePackage() + "@" + NODE_PACKAGE_VERSION);
            var ended = Command.run(folder, command);
            assumeTrue(ended.exit() == 0, NEED + "Node " + OLDEST_NODE + ": " + ended.output());
        }
        return binary;
    }

    private static int major(String version) {
        var digits = version.strip().replaceFirst("v([0-9]+)\\..*", "$1");
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    }

    private static String nodePackage() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return "node-" + system + "-" + machine;
    }

    private static String resource(String name) throws IOException {
        try (var in = Npm.class.getResourceAsStream("/npm/" + name)) {
            if (in == null) {
                throw new IllegalStateException("npm/" + name + " is missing among the resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
