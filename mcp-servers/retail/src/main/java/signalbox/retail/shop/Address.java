package signalbox.retail.shop;

/// A postal address, exactly as it was given.
public record Address(String address1, String address2, String city, String country, String state, String zip) {}
