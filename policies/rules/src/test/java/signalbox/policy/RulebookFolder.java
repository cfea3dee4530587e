package signalbox.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import signalbox.release.ToolsDirectory;
import signalbox.source.Problem;

/// The files of a small rulebook in a folder of a test: `tools` and `policies`.
record RulebookFolder(Path folder) {
    private static final Path SOUND = Path.of("../../tool-descriptors/src/test/resources/sound");
    static final String MODELS = """
            providers:
              here: {wire: openai-chat, profile: ollama, url: 'http://127.0.0.1:11434/v1'}
            models:
              here/small: {id: small, tier: small, context: 1000, output: 100, price: {input: 0, output: 0}, can: [tools]}
            """;
    static final String ROUTING = """
            policy: test
            groups: {small: [here/small]}
            rules: [{name: default, use: small, tools: [shop]}]
            """;
    static final String PERMISSIONS = """
            roles:
              desk: {may: [{tool: shop.find_order}, {model: signalbox/*}]}
              clerk: {may: [{tool: shop.find_order}]}
            principals:
              agent:month-end: {roles: [clerk]}
              agent:bot: {roles: [desk]}
            """;

    static RulebookFolder sound(Path folder) throws IOException {
        try (var files = Files.walk(SOUND)) {
            for (var file : files.toList()) {
                var copy = folder.resolve("tools").resolve(SOUND.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        ToolsDirectory.release(folder.resolve("tools"));
        var written = new RulebookFolder(folder);
        written.write("policies/models.yaml", MODELS);
        written.write("policies/routing.yaml", ROUTING);
        written.write("policies/permissions.yaml", PERMISSIONS);
        return written;
    }

    LiveRulebook open() {
        return LiveRulebook.open(folder.resolve("tools"), folder.resolve("policies"))
                .fold(live -> live, problems -> {
                    throw new AssertionError(Problem.rendered(problems));
                });
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    void edit(String file, String from, String to) throws IOException {
        assertThat(read(file)).contains(from);
        write(file, read(file).replace(from, to));
    }
}
