package signalbox.database;

/// Is told what is notified on a channel, on the one thread that hears all channels: it must not stay long.
public interface NotificationListener {
    void told(String payload);

    /// Notifications may have been missed: whatever they would have told has to be looked at afresh. Also said once at the
    /// beginning.
    void missed();
}
