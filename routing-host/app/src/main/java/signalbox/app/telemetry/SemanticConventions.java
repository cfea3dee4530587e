package signalbox.app.telemetry;

import java.time.Duration;
import java.util.stream.DoubleStream;
import signalbox.policy.catalogue.Provider;

/// Names, values and histogram boundaries of OpenTelemetry's semantic conventions for generative AI and MCP
/// (github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai).
final class SemanticConventions {
    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String TOOL = "gen_ai.tool.name";
    static final String WORKFLOW = "gen_ai.workflow.name";
    static final String MCP_METHOD = "mcp.method.name";
    static final String ERROR = "error.type";

    static final String EXECUTE_TOOL = "execute_tool";

    /// A label must have a value where the conventions leave an attribute out.
    static final String NONE = "none";

    private SemanticConventions() {}

    /// The well-known name of a provider where the conventions have one, else its profile.
    static String provider(Provider provider) {
        return switch (provider.profile()) {
            case "gemini" -> "gcp.gemini";
            case "vertex" -> "gcp.vertex_ai";
            case "mistral" -> "mistral_ai";
            case "azure" -> "azure.ai.openai";
            case "bedrock" -> "aws.bedrock";
            default -> provider.profile();
        };
    }

    static Duration[] modelSeconds() {
        return seconds(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    }

    static Duration[] mcpSeconds() {
        return seconds(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300);
    }

    static double[] tokens() {
        return new double[] {1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864};
    }

    static Duration[] seconds(double... seconds) {
        return DoubleStream.of(seconds)
                .mapToObj(each -> Duration.ofNanos(Math.round(each * 1e9)))
                .toArray(Duration[]::new);
    }
}
