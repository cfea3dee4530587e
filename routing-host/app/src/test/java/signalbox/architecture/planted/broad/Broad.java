package signalbox.architecture.planted.broad;

/// Nine components.
public record Broad(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
