package signalbox.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonResult.Invalid;
import signalbox.json.JsonResult.Parsed;
import signalbox.json.JsonResult.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one reader of JSON (RFC 8259): strict and bounded.
///
/// It takes one value of UTF-8 with nothing after it and no name twice in an object. Numbers are exact: whole ones as
/// whole numbers of any size, all others as decimals with the digits they were written with.
public final class JsonReader {
    /// For texts that this program wrote itself: rows, files, resources.
    public static final JsonReader STORED = of(JsonBounds.ofDepth(500).withHalfSurrogates());

    private static final char REPLACEMENT = '\uFFFD';

    private final JsonBounds bounds;
    private final JsonFactory factory;

    private JsonReader(JsonBounds bounds) {
        this.bounds = bounds;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(bounds.depth())
                        .maxTokenCount(bounds.tokens() == Long.MAX_VALUE ? -1 : bounds.tokens())
                        .maxNumberLength(bounds.numberLength())
                        .maxNameLength(bounds.nameLength())
                        .maxStringLength(bounds.bytes())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    public static JsonReader of(JsonBounds bounds) {
        return new JsonReader(bounds);
    }

    /// Reads to the end of the stream, or to the first byte too many.
    public JsonResult read(InputStream utf8) throws IOException {
        return read(utf8.readNBytes(bounds.bytes() + 1));
    }

    public JsonResult read(byte[] utf8) {
        if (utf8.length > bounds.bytes()) {
            return tooLarge();
        }
        var text = decoded(utf8);
        return text == null ? new Invalid(Reason.NOT_UTF8, "not UTF-8", 0, 0) : parsed(text);
    }

    public JsonResult read(String text) {
        return text.length() > bounds.bytes() ? tooLarge() : parsed(text);
    }

    /// A parser within the same bounds that throws at what this reader refuses, except for exponents and half
    /// surrogates: for readers that note where each value is.
    public JsonParser parser(String text) {
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    /// A mapper within the same bounds, likewise: for types of ours, and for libraries that want one.
    public JsonMapper mapper() {
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    private JsonResult parsed(String text) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            var start = parser.nextToken();
            if (start == null) {
                return new Invalid(Reason.EMPTY, "empty", 0, 0);
            }
            var tree = new JsonTree(parser, bounds).read(start);
            return parser.nextToken() == null ? new Parsed(tree) : trailing(parser);
        } catch (JsonTree.Refused e) {
            return e.invalid();
        } catch (StreamConstraintsException e) {
            return invalid(Reason.BEYOND_BOUNDS, e);
        } catch (JacksonException e) {
            return invalid(e.getOriginalMessage().startsWith("Duplicate ") ? Reason.DUPLICATE_NAME : Reason.NOT_JSON, e);
        }
    }

    private static JsonResult trailing(JsonParser parser) {
        var place = parser.currentTokenLocation();
        return new Invalid(Reason.NOT_JSON, "something follows the value", place.getLineNr(), place.getColumnNr());
    }

    private JsonResult tooLarge() {
        return new Invalid(Reason.TOO_LARGE, "more than " + bounds.bytes() + " bytes", 0, 0);
    }

    private static Invalid invalid(Reason reason, JacksonException e) {
        var place = e.getLocation();
        return place == null
                ? new Invalid(reason, e.getOriginalMessage(), 0, 0)
                : new Invalid(reason, e.getOriginalMessage(), Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()));
    }

    /// Null where it is not UTF-8. Decoding that replaces is the JDK's fast one; only where it put a replacement
    /// character, which may have been sent as such, is it decoded again by the one that objects.
    private static @Nullable String decoded(byte[] utf8) {
        var text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
