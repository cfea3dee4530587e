package signalbox.kit.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.Version;
import signalbox.release.Release;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;

class ToolHandlersTest {
    @Test
    void onlyWorkThatIsToBeDoneHereIsMissedHere() {
        var here = ToolId.parse("yard.echo@1.0.0");
        var elsewhere = ToolId.parse("yard.echo@2.0.0");
        var serve = new TreeMap<Version, RunTarget>(
                Map.of(here.version(), new RunTarget.Java("echo"), elsewhere.version(), new RunTarget.Upstream("sha256:" + "0".repeat(64), "elsewhere")));
        var release = new Release(here.name(), serve, here.version(), Map.of());
        var catalogue = new ToolCatalogue(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of(here.name(), release)), "sha256:test");
        var handlers = new ToolHandlers(Map.of());

        assertThat(handlers.missing(catalogue)).containsExactly(
                "'yard.echo@1.0.0' is served by java: echo, which server 'yard' does not have; it has none");
        assertThat(handlers.of(catalogue, elsewhere)).isNull();
    }
}
