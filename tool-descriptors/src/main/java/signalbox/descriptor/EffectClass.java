package signalbox.descriptor;

public enum EffectClass {
    READ,
    WRITE;

    /// The word used in files and conditions.
    public String word() {
        return this == READ ? "read" : "write";
    }
}
