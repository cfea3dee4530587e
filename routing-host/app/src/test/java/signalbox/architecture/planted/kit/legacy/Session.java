package signalbox.architecture.planted.kit.legacy;

public class Session {}
