package signalbox.host.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import signalbox.testing.WaitingServer.Arrival;

/// One thing that can be wrong with the bytes of a provider's stream, and how the answer must end then.
///
/// @param text what a whole answer says
/// @param bytes what the provider sends; where the end is `BROKEN`, after its caller has heard something
record StreamFault(String name, End end, String text, BiConsumer<StreamBytes, Arrival> bytes) {
    enum End {
        /// The other model answers, and the caller notices nothing.
        ANOTHER,
        /// The caller hears of an error, and no other model is asked.
        BROKEN,
        /// The answer counts.
        WHOLE
    }

    static List<StreamFault> all() {
        var faults = new ArrayList<StreamFault>();
        addEarly(faults);
        addLate(faults);
        addHarmless(faults);
        return faults;
    }

    private static StreamFault early(String name, BiConsumer<StreamBytes, Arrival> bytes) {
        return new StreamFault(name, End.ANOTHER, "", bytes);
    }

    private static StreamFault late(String name, BiConsumer<StreamBytes, Arrival> bytes) {
        return new StreamFault(name, End.BROKEN, "", bytes);
    }

    private static StreamFault none(String name, String text, BiConsumer<StreamBytes, Arrival> bytes) {
        return new StreamFault(name, End.WHOLE, text, (stream, asked) -> {
            asked.stream();
            bytes.accept(stream, asked);
            asked.close();
        });
    }

    private static void whole(Arrival asked, String type, String body) {
        asked.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        asked.close();
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    private static void addEarly(List<StreamFault> faults) {
        faults.add(early("reset before the headers", (_, asked) -> asked.reset()));
        faults.add(early("reset in the headers", (_, asked) -> {
            asked.write("HTTP/1.1 200 OK\r\nContent-Ty");
            asked.reset();
        }));
        faults.add(early("no HTTP at all", (_, asked) -> {
            asked.write("220 mail.example.com ESMTP\r\n\r\n");
            asked.close();
        }));
        faults.add(early("reset after the headers", (_, asked) -> {
            asked.stream();
            asked.reset();
        }));
        faults.add(early("end after the headers", (_, asked) -> {
            asked.stream();
            asked.close();
        }));
        faults.add(early("reset after the opening events", (stream, asked) -> {
            asked.stream();
            asked.write(stream.begin());
            asked.reset();
        }));
        faults.add(early("a page of HTML", (_, asked) -> whole(asked, "text/html", "<html>Bad gateway</html>")));
        faults.add(early("a page of HTML as events", (_, asked) -> {
            asked.stream();
            asked.write("data: <html>Bad gateway</html>\n\n");
            asked.close();
        }));
        faults.add(early("an empty body", (_, asked) -> whole(asked, "text/event-stream", "")));
        faults.add(early("an error beside the 200", (_, asked) -> whole(asked, "application/json", StreamBytes.ERROR)));
        faults.add(early("an error beside the 200 of the wrong type", (_, asked) -> whole(asked, "text/plain", StreamBytes.ERROR)));
        faults.add(early("an error as the first event", (stream, asked) -> {
            asked.stream();
            asked.write(stream.failed());
            asked.close();
        }));
        faults.add(early("an error that is no event", (_, asked) -> {
            asked.stream();
            asked.write(StreamBytes.ERROR + "\n");
            asked.close();
        }));
        faults.add(early("half an event", (stream, asked) -> {
            asked.stream();
            asked.write(half(stream.begun("Hello")));
            asked.reset();
        }));
        faults.add(early("a line of a megabyte that never ends", (_, asked) -> {
            asked.stream();
            asked.write("data: " + "x".repeat(1 << 20));
            asked.close();
        }));
        faults.add(early("a flood of comments", (_, asked) -> {
            asked.stream();
            asked.write(": still here\n\n".repeat(20_000));
            asked.reset();
        }));
        faults.add(early("a chunk whose size is no number", (stream, asked) -> {
            asked.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            asked.write(stream.begun("Hello"));
            asked.close();
        }));
    }

    private static void addLate(List<StreamFault> faults) {
        faults.add(late("reset", (_, asked) -> asked.reset()));
        faults.add(late("end", (_, asked) -> asked.close()));
        faults.add(late("end in a letter of two bytes", (stream, asked) -> {
            var bytes = stream.more("é").getBytes(StandardCharsets.UTF_8);
            int at = 0;
            while (bytes[at] >= 0) {
                at++;
            }
            asked.write(Arrays.copyOf(bytes, at + 1));
            asked.close();
        }));
        faults.add(late("reset in the JSON", (stream, asked) -> {
            asked.write(half(stream.more("more")));
            asked.reset();
        }));
        faults.add(late("end in the JSON", (stream, asked) -> {
            asked.write(half(stream.more("more")));
            asked.close();
        }));
        faults.add(late("a line of a megabyte that never ends", (_, asked) -> {
            asked.write("data: " + "x".repeat(1 << 20));
            asked.close();
        }));
        faults.add(late("an error event", (stream, asked) -> {
            asked.write(stream.failed());
            asked.close();
        }));
        faults.add(late("an error that is no event", (_, asked) -> {
            asked.write(StreamBytes.ERROR + "\n");
            asked.close();
        }));
        faults.add(late("a page of HTML", (_, asked) -> {
            asked.write("data: <html>\n\n");
            asked.close();
        }));
        faults.add(late("an event that is a list", (_, asked) -> {
            asked.write("data: [1, 2]\n\n");
            asked.close();
        }));
        faults.add(late("[DONE] before its end", (_, asked) -> {
            asked.write("data: [DONE]\n\n");
            asked.close();
        }));
        faults.add(late("bytes that are no UTF-8", (_, asked) -> {
            asked.write(new byte[] {'d', 'a', 't', 'a', ':', ' ', '"', (byte) 0xff, (byte) 0xfe, '"', '\n', '\n'});
            asked.close();
        }));
        faults.add(late("no line end behind its end", (stream, asked) -> {
            asked.write(stream.ended().stripTrailing());
            asked.close();
        }));
    }

    private static void addHarmless(List<StreamFault> faults) {
        faults.add(none("as it should be", "Hello", (stream, asked) -> asked.write(stream.whole("Hello"))));
        faults.add(none("[DONE] twice", "Hello", (stream, asked) ->
                asked.write(stream.whole("Hello") + "data: [DONE]\n\ndata: [DONE]\n\n")));
        faults.add(none("without [DONE]", "Hello", (stream, asked) ->
                asked.write(stream.whole("Hello").replace("data: [DONE]\n\n", ""))));
        faults.add(none("an error behind its end", "Hello", (stream, asked) ->
                asked.write(stream.whole("Hello") + StreamBytes.ERROR)));
        faults.add(none("lines that end in any way", "Hello", (stream, asked) -> {
            var lines = stream.whole("Hello").split("\n", -1);
            var text = new StringBuilder();
            for (int i = 0; i < lines.length - 1; i++) {
                text.append(lines[i]).append(List.of("\r\n", "\n", "\r\n").get(i % 3));
            }
            asked.write(text.toString());
        }));
        faults.add(none("a byte order mark", "Hello", (stream, asked) -> asked.write("\uFEFF" + stream.whole("Hello"))));
        faults.add(none("comments between", "Hello", (stream, asked) ->
                asked.write((": " + "x".repeat(1_000) + "\n\n").repeat(2_000) + stream.whole("Hello").replace("\n\n", "\n\n: OPENROUTER PROCESSING\n\n"))));
        faults.add(none("no space behind the colon", "Hello", (stream, asked) ->
                asked.write(stream.whole("Hello").replace("data: ", "data:"))));
        faults.add(none("fields that nobody knows", "Hello", (stream, asked) ->
                asked.write(stream.whole("Hello").replace("data: ", "id: 7\nretry: 10\nnonsense\ndata: "))));
        faults.add(none("a byte at a time", "Hé 👍", (stream, asked) -> {
            for (byte each : stream.whole("Hé 👍").getBytes(StandardCharsets.UTF_8)) {
                asked.write(new byte[] {each});
            }
        }));
        faults.add(none("a megabyte in one line", "x".repeat(1 << 20), (stream, asked) -> asked.write(stream.whole("x".repeat(1 << 20)))));
        faults.add(none("without a count of tokens", "Hello", (stream, asked) -> asked.write(stream.counted("Hello", null))));
        faults.add(none("a count of nothing", "Hello", (stream, asked) -> asked.write(stream.counted("Hello", 0))));
    }
}
