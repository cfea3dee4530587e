-- What seals are made with: cursors and request states that travel through clients.
create table root_key (
    id      serial primary key,
    secret  bytea not null,
    made_at timestamptz not null
);

-- Request states that have come back: none counts a second time.
create table used_state (
    nonce   text primary key,
    expires timestamptz not null
);

-- A list that was shown by another node changes what calls mean on this one.
create function announce_shown_view() returns trigger language plpgsql as $$
begin
    perform pg_notify('kit_shown_view', new.caller);
    return null;
end $$;
create trigger shown_view_announced after insert or update on shown_view
    for each row execute function announce_shown_view();
