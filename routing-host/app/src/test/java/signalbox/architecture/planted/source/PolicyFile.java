package signalbox.architecture.planted.source;

public class PolicyFile {}
