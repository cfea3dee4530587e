package signalbox.house.planted.kit.legacy;

public class Session {}
