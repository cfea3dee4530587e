package signalbox.host.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.api.request.ApiResponses;
import signalbox.http.server.HttpReply;
import signalbox.source.YamlSource;

/// The description of this surface (OpenAPI 3.1).
final class OpenApi {
    private static final String TEXT = text();

    private OpenApi() {}

    static void yaml(ApiRequest request) {
        request.reply(HttpReply.of(200, "application/yaml", List.of(), TEXT.getBytes(StandardCharsets.UTF_8)));
    }

    static void json(ApiRequest request) {
        request.reply(ApiResponses.json(200, YamlSource.parse("openapi.yaml", TEXT)
                .fold(YamlSource::tree, problems -> {
                    throw new IllegalStateException(problems.toString());
                })));
    }

    private static String text() {
        try (var stream = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/signalbox/api/openapi.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
