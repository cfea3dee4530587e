package signalbox.architecture.planted.app;

public class Launcher {}
