package signalbox.host.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.tool.ToolServers;

/// A host in a process of its own that starts one run, and waits to be killed.
final class RunProcess {
    private RunProcess() {}

    /// @param arguments database, keys of transcripts, provider, server of tools
    public static void main(String[] arguments) throws InterruptedException {
        var node = new Node(
                Database.at(arguments[0]), TranscriptKeys.parse(arguments[1]), URI.create(arguments[2]),
                servers(URI.create(arguments[3])), "retail");
        var started = (RunStart.Accepted) node.runs.start(Yard.ADA, Yard.ask("Do it all"));
        System.out.println(started.run());
        Thread.currentThread().join();
    }

    static Process start(Database database, String keys, URI provider, URI desk) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), RunProcess.class.getName(), database.url(), keys,
                        provider.toString(), desk.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static ToolServers servers(URI desk) {
        return new ToolServers(
                new ToolServers.Ours(
                        new TreeMap<>(Map.of(new ServerName("retail"), desk)),
                        (caller, _) -> Map.of("Authorization", "Bearer " + caller.name()), () -> ""),
                ToolServers.ThirdParty.NONE, Clock.systemUTC());
    }
}
