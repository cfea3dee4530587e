package signalbox.host.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.identity.Principal;
import signalbox.policy.money.Cost;
import tools.jackson.databind.node.JsonNodeFactory;

/// What opens a run, and never changes.
///
/// @param policy the revision of the routing policy it froze
public record RunHeader(
        RunId id, Origin origin, Principal caller, Asked asked, About about, Terms terms, String policy, Instant at) {
    /// Which of the two ways in it came.
    public enum Origin {
        /// Bound to the caller's connection: never taken up again, so its turns are not stored.
        CHAT,
        /// Goes on whether or not its caller is there.
        RUN
    }

    /// @param model `signalbox/auto`, `signalbox/GROUP` or a name of the catalogue
    /// @param callerTools the caller's own functions; calls of these are handed back
    /// @param choice applies to the first step only
    public record Asked(
            String model, Tools tools, List<ToolOffer> callerTools, ToolChoice choice, SamplingOptions options) {
        public Asked {
            callerTools = List.copyOf(callerTools);
        }

        /// What is kept of a chat: of the caller's functions the names.
        private Asked namesOnly() {
            var names = callerTools.stream()
                    .map(offer -> new ToolOffer(offer.name(), "", JsonNodeFactory.instance.objectNode()))
                    .toList();
            return new Asked(model, tools, names, choice, options);
        }
    }

    /// What its row holds: all of a run that may be taken up again, and of a chat what explains it.
    RunHeader kept() {
        return switch (origin) {
            case RUN -> this;
            case CHAT -> new RunHeader(id, origin, caller, asked.namesOnly(), about, terms, policy, at);
        };
    }

    /// The host tools it asks for.
    public sealed interface Tools {
        /// Those that the routing rule of the first step names.
        record OfTheRule() implements Tools {}

        /// @param names `retail` or `retail.get_order_details`; none is no tool
        record Named(List<String> names) implements Tools {
            public Named {
                names = List.copyOf(names);
            }
        }
    }

    /// What the caller says of it.
    ///
    /// @param kind `step.kind` as the caller names it, or empty
    public record About(
            String task, String kind, String session, SortedSet<String> labels, SortedMap<String, String> metadata) {
        public About {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
            metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        }
    }

    /// @param budget what it may spend; null where nothing limits it
    /// @param answersQuestions whether the caller can answer what tool servers ask
    /// @param response null where it is no response that is kept for its caller
    public record Terms(
            @Nullable Cost budget, Instant deadline, boolean answersQuestions, @Nullable Response response) {
        public Terms(@Nullable Cost budget, Instant deadline, boolean answersQuestions) {
            this(budget, deadline, answersQuestions, null);
        }
    }

    /// A response that its caller may ask for again, and go on from.
    ///
    /// @param previous the one that it goes on from, or null
    /// @param instructed whether the first turn is instructions of this request alone
    /// @param background whether its caller did not wait for it
    public record Response(@Nullable RunId previous, boolean instructed, boolean background) {}
}
