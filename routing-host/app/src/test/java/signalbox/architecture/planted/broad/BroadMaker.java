package signalbox.architecture.planted.broad;

public class BroadMaker {
    public final int sum;

    public BroadMaker(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
        sum = a + b + c + d + e + f + g + h + i;
    }
}
