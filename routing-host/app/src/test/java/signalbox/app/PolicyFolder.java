package signalbox.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder of policies that a test writes, or writes anew.
record PolicyFolder(Path path) {
    private static final String GRANT = "      - tool: retail.get_order_details@^1\n";

    static PolicyFolder held(Path path, HeldProvider provider) throws IOException {
        var folder = new PolicyFolder(Files.createDirectories(path));
        folder.permissions(true);
        folder.write("models.yaml", """
                providers:
                  held: {wire: openai-chat, url: '%s'}
                models:
                  held/one: {id: one, tier: small, context: 200000, output: 8000, price: {input: 1.0, output: 2.0}, can: [tools]}
                """.formatted(provider.url()));
        folder.write("routing.yaml", """
                policy: test
                groups:
                  only: [held/one]
                rules:
                  - {name: all, use: only, tools: [retail]}
                failures: {unavailable: next, slow: {after: 120s, use: only}, refused: stop, over-budget: stop}
                money: {run: 5.00, caller-day: 500.00}
                """);
        return folder;
    }

    static PolicyFolder copyOf(Path shipped, Path path) throws IOException {
        Files.createDirectories(path);
        try (var files = Files.newDirectoryStream(shipped, "*.yaml")) {
            for (var file : files) {
                Files.copy(file, path.resolve(file.getFileName()));
            }
        }
        return new PolicyFolder(path);
    }

    /// With or without the grant for `retail.get_order_details`.
    void permissions(boolean mayReadOrders) throws IOException {
        write("permissions.yaml", """
                roles:
                  desk:
                    may:
                %s      - tool: retail.get_product_details@^1
                      - tool: retail.cancel_pending_order@^1
                        args: {reason: {enum: [no longer needed]}}
                      - model: signalbox/*
                principals:
                  agent:quickstart: {roles: [desk]}
                  agent:clerk: {roles: [desk]}
                """.formatted(mayReadOrders ? GRANT : ""));
    }

    String read(String name) throws IOException {
        return Files.readString(path.resolve(name));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text);
    }
}
