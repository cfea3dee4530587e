package signalbox.app.start;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import signalbox.app.terminal.CommandFailure;
import signalbox.database.Database;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.LiveRulebook;
import signalbox.policy.Reload;
import signalbox.source.Checked;
import signalbox.source.Problem;

/// What must be there before anything can listen.
///
/// @param rulebook the descriptors and policies in force
/// @param identity whose tokens are accepted
public record Prerequisites(Database database, LiveRulebook rulebook, IdentityPolicy identity) implements AutoCloseable {
    /// Reads the rules while the database starts; broken rules refuse the start and leave nothing running.
    ///
    /// @param told hears of every change of the rules, and of changes that are refused
    public static Prerequisites load(InstallationOptions options, Supplier<Database> database, PrintStream told) {
        var starting = CompletableFuture.supplyAsync(database, command -> Thread.ofVirtual().start(command));
        var rules = LiveRulebook.open(options.tools(), options.policies());
        var identity = IdentityPolicy.read(options.policies());
        if (rules instanceof Checked.Sound<LiveRulebook>(var rulebook, var warnings)
                && identity instanceof Checked.Sound<IdentityPolicy>(var issuers, var _)) {
            told.print(Problem.rendered(warnings));
            rulebook.onReload(reload -> tell(reload, told));
            return new Prerequisites(started(starting), rulebook, issuers);
        }
        started(starting).close();
        var problems = new ArrayList<>(rules.found());
        problems.addAll(identity.found());
        throw new CommandFailure(
                "the rules are broken, so nothing was started:\n" + Problem.rendered(Problem.sorted(problems)));
    }

    @Override
    public void close() {
        rulebook.close();
        database.close();
    }

    private static Database started(CompletableFuture<Database> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void tell(Reload reload, PrintStream told) {
        switch (reload) {
            case Reload.Unchanged _ -> {}
            case Reload.Applied(var _, var _, var warnings) ->
                told.println(("signalbox: the rules were changed and are in force\n" + Problem.rendered(warnings)).stripTrailing());
            case Reload.AppliedInPart(var _, var _, var problems) ->
                told.println("signalbox: the rules were changed; what is sound is in force, the rest stays as it was until it is mended:\n"
                        + Problem.rendered(problems));
            case Reload.Refused(var _, var problems) ->
                told.println("signalbox: the rules were changed, but are broken; the last good ones stay in force:\n"
                        + Problem.rendered(problems));
        }
    }
}
