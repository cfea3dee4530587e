package signalbox.release;

import java.util.SortedMap;
import signalbox.descriptor.ToolName;
import signalbox.source.Checked;
import signalbox.source.YamlSource;

/// Opens the reader of `releases.yaml` to the fuzz targets.
public final class FuzzedReleases {
    private FuzzedReleases() {}

    public static Checked<SortedMap<ToolName, Release>> read(YamlSource source, ToolCatalogue tools) {
        return ReleasesFile.read(source, tools.descriptors().keySet());
    }
}
