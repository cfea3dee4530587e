-- A run is one row and the rows of its journal, one for each flush it had a part in. Rows of both are only ever added.

DROP TABLE ledger.kept_turns, ledger.idempotency, ledger.event, ledger.question_settled, ledger.question,
    ledger.tool_call_settled, ledger.tool_call, ledger.attempt_settled, ledger.attempt, ledger.step, ledger.decision,
    ledger.run_finished, ledger.run;

CREATE TABLE ledger.run (
    seq    bigint NOT NULL DEFAULT nextval('ledger.seq'),
    id     text PRIMARY KEY,
    origin text NOT NULL,
    host   text NOT NULL,
    caller text NOT NULL,
    policy text NOT NULL,
    header json NOT NULL,
    at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX run_seq ON ledger.run (seq);
CREATE INDEX run_caller ON ledger.run (caller, seq);

-- entries: what happened, in order, numbered from `number`. What is confidential is only marked here. last: the run has
-- ended with the last of them.
CREATE TABLE ledger.journal (
    run     text NOT NULL,
    number  bigint NOT NULL,
    entries json NOT NULL,
    last    boolean NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (run, number)
) WITH (toast_tuple_target = 8160); -- most rows have 2 to 4 KB: compressing them costs more than it saves

-- What is confidential in a run, sealed, under the number of its entry.
CREATE TABLE ledger.turns (
    run    text NOT NULL,
    number bigint NOT NULL,
    sealed bytea NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (run, number)
);
ALTER TABLE ledger.turns ALTER COLUMN sealed SET STORAGE EXTERNAL; -- nothing sealed can be compressed
CREATE INDEX turns_at ON ledger.turns USING brin (at);

-- The run in which a tool server made the decision of this id. The id of a route decision tells its run itself.
CREATE TABLE ledger.decision (
    id  text PRIMARY KEY,
    run text NOT NULL
);

-- From here on: state, which changes.

-- What is leased of a caller's day (UTC) to all hosts together, in nano-USD: spent, in flight, or held to be spent soon.
-- tight: the limit at which a host was refused while others held some; up to it nothing is held to be spent soon.
CREATE TABLE ledger.spending (
    caller text NOT NULL,
    day    date NOT NULL,
    leased bigint NOT NULL,
    tight  bigint,
    PRIMARY KEY (caller, day)
) WITH (fillfactor = 50);

-- Hosts that have open runs, or may have. low: no run that it opened and that is still its own has a lesser seq.
CREATE TABLE ledger.host (
    id  text PRIMARY KEY,
    low bigint NOT NULL
);

-- Who works on a run that the host that opened it no longer works on; null while it waits for its caller.
CREATE TABLE ledger.owner (
    run   text PRIMARY KEY,
    host  text,
    since timestamptz NOT NULL
);
CREATE INDEX owner_host ON ledger.owner (host);

-- What a caller's Idempotency-Key started.
CREATE TABLE ledger.idempotency (
    caller text NOT NULL,
    key    text NOT NULL,
    body   text NOT NULL,
    run    text NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

-- Turns that a caller is not shown, sealed, under the ids of its own calls, until it continues.
CREATE TABLE ledger.kept_turns (
    caller text NOT NULL,
    call   text NOT NULL,
    sealed bytea NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (caller, call)
);
ALTER TABLE ledger.kept_turns ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Leases from what is left of the day: what all want, or more as far as `ahead` asks and a small part of the rest allows;
-- if that does not fit what one needs; if that does not fit nothing.
CREATE FUNCTION ledger.lease(
    of_caller text, of_day date, want bigint, need bigint, ahead bigint, most bigint,
    OUT granted bigint, OUT total bigint, OUT is_tight boolean) LANGUAGE plpgsql AS $$
DECLARE
    rest bigint;
BEGIN
    SELECT leased, tight IS NOT DISTINCT FROM most INTO total, is_tight
        FROM ledger.spending WHERE caller = of_caller AND day = of_day FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO ledger.spending (caller, day, leased) VALUES (of_caller, of_day, 0) ON CONFLICT DO NOTHING;
        SELECT leased, tight IS NOT DISTINCT FROM most INTO total, is_tight
            FROM ledger.spending WHERE caller = of_caller AND day = of_day FOR UPDATE;
    END IF;
    rest := greatest(0, most - total);
    granted := CASE
        WHEN want <= rest AND is_tight THEN want
        WHEN want <= rest THEN greatest(want, least(ahead, rest / 32))
        WHEN need <= rest THEN need
        ELSE 0 END;
    IF granted > 0 THEN
        total := total + granted;
        UPDATE ledger.spending SET leased = total WHERE caller = of_caller AND day = of_day;
    END IF;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE ON ledger.run FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_update();
CREATE TRIGGER append_only BEFORE UPDATE ON ledger.journal FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_update();
