package signalbox.architecture.planted.kit.protocol;

public class Frame {}
