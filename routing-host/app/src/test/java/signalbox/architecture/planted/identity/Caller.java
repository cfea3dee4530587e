package signalbox.architecture.planted.identity;

public class Caller {}
