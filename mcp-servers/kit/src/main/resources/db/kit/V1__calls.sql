-- Every call that reached the tools, permitted or not: one row, written in the transaction of the work itself.
create table audit (
    decision_id text primary key,
    at          timestamptz not null,
    caller      text not null,
    host        text,
    endpoint    text not null,
    tool        text not null,
    version     text,
    decision    text not null check (decision in ('allow', 'ask', 'deny')),
    rule        text not null,
    place       text not null,
    revision    text not null,
    reason      text,
    run         text,
    args_digest text not null,
    outcome     text not null,
    ms          bigint not null
);
create index audit_by_time on audit (at);
create index audit_by_caller on audit (caller, at);

-- A caller's call ids and what each call came to: a repeated call is answered from here.
create table remembered_call (
    caller      text not null,
    call_id     text not null,
    tool        text not null,
    args_digest text not null,
    at          timestamptz not null,
    result      text,
    primary key (caller, call_id)
);
create index remembered_call_by_time on remembered_call (at);

-- The versions that the last list held, by tool.
create table shown_view (
    caller   text not null,
    endpoint text not null,
    at       timestamptz not null,
    versions jsonb not null,
    primary key (caller, endpoint)
);
