package signalbox.architecture.planted.retail;

/// In place of a server.

public class Shop {
    public String word = "";
}
