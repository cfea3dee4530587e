package signalbox.host.run.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvents;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;

/// Whoever waits for a run or listens to it. What happens in this process comes from memory, as a value; the rows are read
/// for what happened before, or happens elsewhere, and nothing is asked again and again.
public final class RunFeeds {
    /// A caller may come for its answer a moment after the run has ended. The caller of a chat is there all the time.
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    /// Characters of all that is remembered, about.
    private static final long MOST_REMEMBERED = 32 << 20;
    private static final int FRAME = 2_000;

    private final Ledger ledger;
    private final ConcurrentMap<RunId, RunFeed> live = new ConcurrentHashMap<>();
    private final ConcurrentMap<RunId, Set<Semaphore>> opening = new ConcurrentHashMap<>();
    private final Set<RunId> expecting = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<RunId, Integer> readers = new ConcurrentHashMap<>();
    private final Cache<RunId, RunView> ended = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((RunId _, RunView view) -> FRAME * (1 + view.steps().size()) + view.output().length())
            .expireAfterWrite(REMEMBERED)
            .build();

    public RunFeeds(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The run happens here from now on.
    ///
    /// @param before what happened in it already
    public RunFeed open(RunHeader header, List<Entry> before) {
        var feed = new RunFeed(header, () -> readers.containsKey(header.id()) || expecting.contains(header.id()));
        feed.tell(before);
        live.put(header.id(), feed);
        opening.getOrDefault(header.id(), Set.of()).forEach(Semaphore::release);
        return feed;
    }

    /// Nothing more of the run happens here.
    public void close(RunFeed feed) {
        if (feed.outlivesItsCaller()) {
            var view = feed.view();
            if (view.isEnded()) {
                ended.put(feed.id(), view);
            }
        }
        live.remove(feed.id(), feed);
        expecting.remove(feed.id());
        feed.close();
    }

    /// The run as it is now; null where there is none of this id.
    public @Nullable RunView view(RunId run) {
        var feed = live.get(run);
        var known = feed == null ? ended.getIfPresent(run) : feed.view();
        return known == null ? ledger.history().run(run) : known;
    }

    /// What was said in a run that has ended is told here no more.
    public void forget(RunView run) {
        ledger.forget(run);
        ended.invalidate(run.id());
    }

    /// The feed of a run that happens here now; null where it happens elsewhere, or has ended.
    public @Nullable RunFeed find(RunId run) {
        return live.get(run);
    }

    /// Waits until the run, which there is, is as it is wanted.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView await(RunId run, Until until) throws InterruptedException {
        while (true) {
            var feed = live.get(run);
            var view = feed == null ? ended.getIfPresent(run) : feed.await(until);
            if (view == null) {
                view = elsewhere(run, until);
            }
            if (view != null) {
                return view;
            }
        }
    }

    /// Somebody is about to listen to this run, which begins here: what its first model says is kept until then.
    public void expect(RunId run) {
        expecting.add(run);
    }

    /// Somebody hears the events of the run after this one; to be closed.
    public RunListener follow(RunId run, EventId at) {
        readers.merge(run, 1, Integer::sum);
        return new RunListener(this, run, at);
    }

    void leave(RunId run) {
        readers.computeIfPresent(run, (_, count) -> count == 1 ? null : count - 1);
    }

    /// What comes after this, in order; waits for it at most so long, and gives none where none came. What happens in this
    /// process is told once it is durable: another that goes on after a crash must not tell other events under these numbers.
    ///
    /// @param following the answer that the listener hears already, or null
    /// @throws InterruptedException when the waiting thread is interrupted
    News after(RunId run, EventId at, @Nullable OpenAnswer following, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            var feed = live.get(run);
            var news = feed == null ? null : feed.after(at, following, Duration.ofNanos(left));
            if (news instanceof News.Events(var _, var events) && !events.isEmpty()) {
                ledger.commit(run, List.of());
            }
            if (news == null) {
                news = elsewhere(run, at.number(), left);
            }
            if (news != null) {
                return news;
            }
        }
    }

    /// Null where the run has come here meanwhile.
    private @Nullable RunView elsewhere(RunId run, Until until) throws InterruptedException {
        var now = written(run);
        if (until.isReached(now)) {
            return now;
        }
        var news = listening(run);
        try (var _ = ledger.follow(run, news::release)) {
            while (!live.containsKey(run)) {
                var view = written(run);
                if (until.isReached(view)) {
                    return view;
                }
                news.acquire();
                news.drainPermits();
            }
            return null;
        } finally {
            deaf(run, news);
        }
    }

    private RunView written(RunId run) {
        var view = ledger.history().run(run);
        if (view == null) {
            throw new IllegalStateException("there is no run " + run);
        }
        return view;
    }

    /// Null where the run has come here meanwhile.
    private @Nullable News elsewhere(RunId run, long number, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        var now = written(run, number);
        if (!now.events().isEmpty() || nanos <= 0) {
            return now;
        }
        var news = listening(run);
        try (var _ = ledger.follow(run, news::release)) {
            while (!live.containsKey(run)) {
                var events = written(run, number);
                if (!events.events().isEmpty() || !news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return events;
                }
                news.drainPermits();
            }
            return null;
        } finally {
            deaf(run, news);
        }
    }

    private News.Events written(RunId run, long number) {
        var journal = ledger.history().journal(run);
        return journal == null
                ? new News.Events(0, List.of())
                : News.Events.after(number, RunEvents.of(journal.header(), journal.entries()));
    }

    /// Released when the run comes here.
    private Semaphore listening(RunId run) {
        var news = new Semaphore(0);
        opening.compute(run, (_, others) -> {
            var all = others == null ? ConcurrentHashMap.<Semaphore>newKeySet() : others;
            all.add(news);
            return all;
        });
        return news;
    }

    private void deaf(RunId run, Semaphore news) {
        opening.computeIfPresent(run, (_, all) -> {
            all.remove(news);
            return all.isEmpty() ? null : all;
        });
    }
}
