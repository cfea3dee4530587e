package signalbox.architecture.planted.policy;

public class Revision {}
