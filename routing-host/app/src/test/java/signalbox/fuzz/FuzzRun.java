package signalbox.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Runs Jazzer on one target after another, each in a process of its own: `./mvnw -P fuzz`.
///
/// What it learns is kept in `target/fuzz/<target>` and taken up by the next run; an input that breaks a target lies there as
/// `crash-...` or `timeout-...`, with what happened in `log`.
public final class FuzzRun {
    private static final Path FOLDER = Path.of("target", "fuzz");
    private static final String INSTRUMENTED = String.join(
            ":", "signalbox.**", "tools.jackson.**", "org.snakeyaml.**", "com.networknt.**", "dev.cel.**", "com.nimbusds.**",
            "io.netty.handler.codec.http.**");
    /// A pattern of a schema is foreign by its nature.
    private static final String UNHOOKED = "com.code_intelligence.jazzer.sanitizers.RegexInjection";
    private static final Pattern INPUTS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

    private FuzzRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var names = names();
        int seconds = Math.max(1, Integer.getInteger("fuzz.seconds", 300) / names.size());
        boolean broken = false;
        System.out.printf("%-18s %9s %9s %7s  %s%n", "target", "seconds", "inputs", "edges", "outcome");
        for (var name : names) {
            broken |= !isSound(name, seconds);
        }
        System.exit(broken ? 1 : 0);
    }

    private static Set<String> names() {
        var asked = System.getProperty("fuzz.targets", "");
        var names = asked.isBlank() ? Targets.byName().keySet() : Set.of(asked.split(","));
        names.forEach(Targets::named);
        return new TreeSet<>(names);
    }

    private static boolean isSound(String name, int seconds) throws IOException, InterruptedException {
        var folder = Files.createDirectories(FOLDER.resolve(name));
        var corpus = Files.createDirectories(folder.resolve("corpus"));
        for (var seed : Corpus.of(name)) {
            Files.write(corpus.resolve("seed-" + Integer.toHexString(seed.hashCode())), Files.readAllBytes(seed));
        }
        var log = folder.resolve("log");
        long started = System.nanoTime();
        int exit = new ProcessBuilder(command(name, seconds, folder, corpus))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        var text = Files.readString(log);
        System.out.printf("%-18s %9d %9s %7s  %s%n", name, (System.nanoTime() - started) / 1_000_000_000L,
                last(INPUTS, text), last(COVERAGE, text), exit == 0 ? "sound" : "broken, see " + log);
        return exit == 0;
    }

    private static List<String> command(String name, int seconds, Path folder, Path corpus) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading", "-cp",
                System.getProperty("java.class.path"), "-Dfuzz.target=" + name, "com.code_intelligence.jazzer.Jazzer"));
        command.addAll(List.of(
                "--target_class=" + JazzerEntry.class.getName(), "--instrumentation_includes=" + INSTRUMENTED,
                "--disabled_hooks=" + UNHOOKED, "--reproducer_path=" + folder, "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds, "-timeout=60", "-max_len=16384", "-rss_limit_mb=0", "-print_final_stats=1",
                corpus.toString()));
        return command;
    }

    private static String last(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).reduce("?", (_, later) -> later);
    }
}
