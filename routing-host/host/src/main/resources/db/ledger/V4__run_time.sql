-- Runs come in the order of their time: which of them began in the last hour is read from a range index, not from all.
CREATE INDEX run_at ON ledger.run USING brin (at) WITH (pages_per_range = 16);
