package signalbox.host.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import signalbox.database.Database;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Reserved;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// A host that spends and writes on eight threads until it is killed, and says what it knows as soon as it knows it:
/// `granted ATTEMPT WORST`, `settling ATTEMPT COST` (from now on no more than that need be counted), `settled ATTEMPT COST
/// RUN`.
final class KilledHost {
    static final int THREADS = 8;
    static final int MOST_WORST = 2_000;

    private KilledHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        var ledger = new Ledger(
                Database.at(System.getenv("LEDGER_DATABASE")), TranscriptKeys.parse(OpenRun.KEY), Clock.systemUTC());
        var caller = PrincipalName.parse(arguments[0]);
        var limit = new Cost(Long.parseLong(arguments[1]));
        for (int i = 0; i < THREADS; i++) {
            var random = new Random(Long.parseLong(arguments[2]) + i);
            Thread.ofPlatform().start(() -> {
                while (true) {
                    chat(ledger, caller, limit, random);
                }
            });
        }
        Thread.currentThread().join();
    }

    private static void chat(Ledger ledger, PrincipalName caller, Cost limit, Random random) {
        var worst = new Cost(1L + random.nextInt(MOST_WORST));
        if (ledger.spending().reserve(caller, worst, limit) instanceof Reserved.Granted granted) {
            var attempt = OpenRun.attempt();
            say("granted " + attempt.id() + " " + worst.nano());
            var header = OpenRun.header("agent:ada", RunHeader.Origin.RUN);
            ledger.open(header);
            ledger.write(header.id(), List.of(new Entry.TurnAdded(OpenRun.SAID), OpenRun.routed(header), attempt));
            var cost = new Cost(random.nextLong(worst.nano() + 1));
            say("settling " + attempt.id() + " " + cost.nano());
            granted.settle(cost);
            ledger.commit(header.id(), List.of(OpenRun.settled(attempt), OpenRun.finished("done")));
            say("settled " + attempt.id() + " " + cost.nano() + " " + header.id());
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
