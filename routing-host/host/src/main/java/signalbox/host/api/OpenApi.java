package signalbox.host.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.source.YamlSource;

/// The description of this surface (OpenAPI 3.1).
final class OpenApi {
    private static final String TEXT = text();

    private OpenApi() {}

    static ServerResponse yaml() {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).build((_, response) -> {
            response.getOutputStream().write(TEXT.getBytes(StandardCharsets.UTF_8));
            return null;
        });
    }

    static ServerResponse json() {
        return ApiResponses.json(YamlSource.parse("openapi.yaml", TEXT)
                .fold(YamlSource::tree, problems -> {
                    throw new IllegalStateException(problems.toString());
                }));
    }

    private static String text() {
        try (var stream = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/signalbox/api/openapi.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
