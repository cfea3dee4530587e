package signalbox.architecture.planted.host.api;

/// In place of the room on the far right.

public class Api {
    public String word = "";
}
