package signalbox.policy;

import java.nio.file.Path;
import java.util.Set;
import signalbox.release.ToolsDirectory;
import signalbox.source.FileSnapshot;

/// The files a rulebook is made of, as they were at one look.
record RuleFiles(FileSnapshot tools, FileSnapshot policies) {
    private static final Set<String> POLICIES = Set.of("permissions.yaml", "models.yaml", "routing.yaml", "servers.yaml");

    static RuleFiles of(Path tools, Path policies) {
        return new RuleFiles(
                ToolsDirectory.snapshot(tools), FileSnapshot.of(policies, 1, path -> POLICIES.contains(path.toString())));
    }

    RuleFiles again() {
        return new RuleFiles(tools.again(), policies.again());
    }

    /// Changes whenever a file is changed, added or removed.
    String fingerprint() {
        return tools.fingerprint() + policies.fingerprint();
    }

    Path policy(String name) {
        return policies.root().resolve(name);
    }
}
