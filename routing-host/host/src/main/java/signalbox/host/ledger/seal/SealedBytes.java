package signalbox.host.ledger.seal;

/// What only the keys of transcripts open.
public final class SealedBytes {
    private final byte[] bytes;

    public SealedBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }
}
