package signalbox.app.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;

/// Ids of traces and spans: random ones, and those of a run, which follow from the run's id.
final class RunSpanIds implements IdGenerator {
    private static final int TRACE = 32;
    private static final int SPAN = 16;
    private static final ThreadLocal<@Nullable String> ROOT = new ThreadLocal<>();
    private static final IdGenerator RANDOM = IdGenerator.random();

    /// The span that this thread makes now is the run itself.
    static void asRoot(String run, Runnable making) {
        ROOT.set(digest(run));
        try {
            making.run();
        } finally {
            ROOT.remove();
        }
    }

    /// Where the parts of a run belong.
    static Context within(String run) {
        var digest = digest(run);
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(
                digest.substring(0, TRACE), digest.substring(TRACE, TRACE + SPAN), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    @Override
    public String generateSpanId() {
        var root = ROOT.get();
        return root == null ? RANDOM.generateSpanId() : root.substring(TRACE, TRACE + SPAN);
    }

    @Override
    public String generateTraceId() {
        var root = ROOT.get();
        return root == null ? RANDOM.generateTraceId() : root.substring(0, TRACE);
    }

    private static String digest(String run) {
        return HexFormat.of().formatHex(Digest.bytes(run));
    }
}
