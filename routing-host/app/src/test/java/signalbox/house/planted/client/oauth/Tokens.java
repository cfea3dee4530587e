package signalbox.house.planted.client.oauth;

public class Tokens {}
