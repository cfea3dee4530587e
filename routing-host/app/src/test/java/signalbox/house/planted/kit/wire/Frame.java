package signalbox.house.planted.kit.wire;

public class Frame {}
