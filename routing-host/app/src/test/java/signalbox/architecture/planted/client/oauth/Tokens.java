package signalbox.architecture.planted.client.oauth;

public class Tokens {}
