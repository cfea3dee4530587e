-- Rows are only ever added: a thing that was dispatched gets a second row when it is settled.

CREATE SEQUENCE ledger.seq;

CREATE TABLE ledger.run (
    id          text PRIMARY KEY,
    seq         bigint NOT NULL DEFAULT nextval('ledger.seq'),
    host        text NOT NULL,
    caller      text NOT NULL,
    credential  text NOT NULL,
    asked_model text NOT NULL,
    policy      text NOT NULL,
    task        text NOT NULL,
    session     text NOT NULL,
    labels      text[] NOT NULL,
    metadata    json NOT NULL,
    budget      bigint,
    deadline    timestamptz NOT NULL,
    input       json NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX run_caller ON ledger.run (caller, seq);

CREATE TABLE ledger.run_finished (
    run         text PRIMARY KEY REFERENCES ledger.run,
    seq         bigint NOT NULL DEFAULT nextval('ledger.seq'),
    status      text NOT NULL,
    reason      text NOT NULL,
    finish      text NOT NULL,
    output      json NOT NULL,
    handed_back json NOT NULL,
    at          timestamptz NOT NULL
);

CREATE TABLE ledger.decision (
    id           text PRIMARY KEY,
    seq          bigint NOT NULL DEFAULT nextval('ledger.seq'),
    run          text NOT NULL REFERENCES ledger.run,
    policy       text NOT NULL,
    rule         text NOT NULL,
    facts_digest text NOT NULL,
    facts        json NOT NULL,
    decision     json NOT NULL,
    at           timestamptz NOT NULL
);

CREATE TABLE ledger.step (
    id       text PRIMARY KEY,
    seq      bigint NOT NULL DEFAULT nextval('ledger.seq'),
    run      text NOT NULL REFERENCES ledger.run,
    index    int NOT NULL,
    kind     text NOT NULL,
    decision text NOT NULL REFERENCES ledger.decision,
    missing_tools json NOT NULL,
    at       timestamptz NOT NULL,
    UNIQUE (run, index)
);

CREATE TABLE ledger.attempt (
    id         text PRIMARY KEY,
    seq        bigint NOT NULL DEFAULT nextval('ledger.seq'),
    run        text NOT NULL REFERENCES ledger.run,
    step       text NOT NULL REFERENCES ledger.step,
    caller     text NOT NULL,
    day        date NOT NULL,
    model      text NOT NULL,
    worst      bigint NOT NULL,
    input_estimate bigint NOT NULL,
    output_max bigint NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX attempt_run ON ledger.attempt (run, seq);
CREATE INDEX attempt_caller_day ON ledger.attempt (caller, day);

CREATE TABLE ledger.attempt_settled (
    attempt     text PRIMARY KEY REFERENCES ledger.attempt,
    seq         bigint NOT NULL DEFAULT nextval('ledger.seq'),
    outcome     text NOT NULL,
    reason      text NOT NULL,
    billing     text NOT NULL CHECK (billing IN ('reported', 'estimated', 'none', 'unknown')),
    input       bigint NOT NULL,
    cache_read  bigint NOT NULL,
    cache_write bigint NOT NULL,
    output      bigint NOT NULL,
    cost        bigint NOT NULL,
    ms          bigint NOT NULL,
    at          timestamptz NOT NULL
);

CREATE TABLE ledger.tool_call (
    id        text PRIMARY KEY,
    seq       bigint NOT NULL DEFAULT nextval('ledger.seq'),
    run       text NOT NULL REFERENCES ledger.run,
    step      text NOT NULL REFERENCES ledger.step,
    position  int NOT NULL,
    tool      text NOT NULL,
    version   text NOT NULL,
    digest    text NOT NULL,
    arguments json NOT NULL,
    at        timestamptz NOT NULL
);
CREATE INDEX tool_call_run ON ledger.tool_call (run, seq);

CREATE TABLE ledger.tool_call_settled (
    call        text PRIMARY KEY REFERENCES ledger.tool_call,
    seq         bigint NOT NULL DEFAULT nextval('ledger.seq'),
    outcome     text NOT NULL,
    decision    text NOT NULL,
    decision_id text NOT NULL,
    rule        text NOT NULL,
    error       boolean NOT NULL,
    labels      text[] NOT NULL,
    result      json NOT NULL,
    ms          bigint NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX tool_call_settled_decision ON ledger.tool_call_settled (decision_id) WHERE decision_id <> '';

CREATE TABLE ledger.event (
    run    text NOT NULL REFERENCES ledger.run,
    number bigint NOT NULL,
    body   json NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (run, number)
);

-- What a caller's Idempotency-Key started; only what is younger than 24 hours counts.
CREATE TABLE ledger.idempotency (
    seq    bigint PRIMARY KEY DEFAULT nextval('ledger.seq'),
    caller text NOT NULL,
    key    text NOT NULL,
    body   text NOT NULL,
    run    text NOT NULL REFERENCES ledger.run,
    at     timestamptz NOT NULL
);
CREATE INDEX idempotency_key ON ledger.idempotency (caller, key, seq);

-- Turns that a caller is not shown, under the ids of its own calls, until it continues; an hour.
CREATE TABLE ledger.kept_turns (
    caller text NOT NULL,
    call   text NOT NULL,
    run    text NOT NULL REFERENCES ledger.run,
    turns  json NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (caller, call)
);

CREATE FUNCTION ledger.refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of ledger.% are never changed', TG_TABLE_NAME;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['run', 'run_finished', 'decision', 'step', 'attempt', 'attempt_settled', 'tool_call',
        'tool_call_settled', 'event', 'idempotency', 'kept_turns']
    LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE ON ledger.%I
            FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_update()', name);
    END LOOP;
END $$;
