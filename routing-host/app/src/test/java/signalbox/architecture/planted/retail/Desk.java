package signalbox.architecture.planted.retail;

/// Stands in for a server.

public class Desk {
    public String word = "";
}
