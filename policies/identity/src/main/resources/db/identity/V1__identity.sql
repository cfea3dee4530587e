create table identity.token (
    id         text primary key,
    digest     text        not null,
    principal  text        not null,
    scopes     text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);

create table identity.host_key (
    principal    text        not null,
    kid          text        not null,
    public_key   bytea       not null,
    published_at timestamptz not null,
    primary key (principal, kid)
);

-- Ids of caller statements that a tool call has used; a row may go once its statement has expired.
create table identity.used_statement (
    host       text        not null,
    jti        text        not null,
    expires_at timestamptz not null,
    primary key (host, jti)
);

create index used_statement_expiry on identity.used_statement (expires_at);
