package signalbox.house.planted.host.api;

/// Stands in for the room on the far right.

public class Api {
    public String word = "";
}
