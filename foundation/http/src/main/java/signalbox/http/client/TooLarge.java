package signalbox.http.client;

import java.io.IOException;

/// Somebody sent more than is read.
public final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
        super("the answer is larger than " + most + " bytes");
    }
}
