package signalbox.architecture.planted.host.api;

/// Stands in for the room on the far right.

public class Api {
    public String word = "";
}
