package signalbox.descriptor.compatibility;

import signalbox.descriptor.Version;

/// The part of a version number that a change moves. Below 1.0.0 a breaking change moves the minor part and any other
/// the patch, as `^0.2` allows.
public enum Bump {
    PATCH,
    MINOR,
    MAJOR;

    /// The lowest version after this one that tells such a change.
    public Version after(Version version) {
        boolean stable = version.major() > 0;
        return switch (this) {
            case MAJOR -> stable
                    ? new Version(version.major() + 1, 0, 0)
                    : new Version(0, version.minor() + 1, 0);
            case MINOR -> stable
                    ? new Version(version.major(), version.minor() + 1, 0)
                    : new Version(0, version.minor(), version.patch() + 1);
            case PATCH -> new Version(version.major(), version.minor(), version.patch() + 1);
        };
    }
}
