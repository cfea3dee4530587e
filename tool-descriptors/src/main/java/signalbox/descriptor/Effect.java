package signalbox.descriptor;

/// What a call may do to the world.
///
/// @param idempotent the argument that makes a repeated call harmless, such as `request_id`; empty where none does
public record Effect(EffectClass effectClass, boolean destructive, boolean money, String idempotent, boolean openWorld) {
    /// What is assumed of a tool that does not say: the worst.
    public static final Effect UNKNOWN = new Effect(EffectClass.WRITE, true, true, "", true);
}
