package signalbox.architecture.planted.broad;

/// Eight components, and constants beside them.
public record Narrow(int a, int b, int c, int d, int e, int f, int g, int h) {
    public static final Narrow NONE = new Narrow(0, 0, 0, 0, 0, 0, 0, 0);
}
