-- Whoever changes a token or a key by whatever way, all who keep a copy of it are told. A new one is nobody's copy yet.
create function identity.tell() returns trigger language plpgsql as $$
begin
    perform pg_notify(tg_argv[0], '');
    return null;
end
$$;

create trigger tell after update or delete or truncate on identity.token
    for each statement execute function identity.tell('identity_token');

create trigger tell after update or delete or truncate on identity.host_key
    for each statement execute function identity.tell('identity_host_key');
