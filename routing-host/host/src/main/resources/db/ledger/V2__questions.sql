-- What tool servers asked in the middle of a run, and what became of it. Answers are not kept: they may be personal.

CREATE TABLE ledger.question (
    id      text PRIMARY KEY,
    seq     bigint NOT NULL DEFAULT nextval('ledger.seq'),
    run     text NOT NULL REFERENCES ledger.run,
    server  text NOT NULL,
    kind    text NOT NULL,
    message json NOT NULL,
    schema  json,
    url     json,
    at      timestamptz NOT NULL
);
CREATE INDEX question_run ON ledger.question (run, seq);

CREATE TABLE ledger.question_settled (
    question text PRIMARY KEY REFERENCES ledger.question,
    seq      bigint NOT NULL DEFAULT nextval('ledger.seq'),
    action   text NOT NULL,
    by       text NOT NULL,
    at       timestamptz NOT NULL
);

-- Why the host itself decided as it did on a call; for administrators.
ALTER TABLE ledger.tool_call_settled ADD COLUMN reason text NOT NULL DEFAULT '';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['question', 'question_settled']
    LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE ON ledger.%I
            FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_update()', name);
    END LOOP;
END $$;
