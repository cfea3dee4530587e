package signalbox.policy.catalogue;

/// Where a secret is found; never the secret.
public sealed interface SecretRef {
    /// No key is needed.
    record None() implements SecretRef {}

    /// `${env:NAME}`
    record Env(String variable) implements SecretRef {}

    /// `${file:/path}`
    record File(String path) implements SecretRef {}
}
