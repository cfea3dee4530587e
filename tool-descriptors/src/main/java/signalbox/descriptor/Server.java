package signalbox.descriptor;

/// A named group of tools with one owner, as `server.yaml` describes it.
public record Server(ServerName name, String title, String owner, String instructions) {
}
