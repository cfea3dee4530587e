-- Positions keep the order of the records as they were loaded.
-- Money is double precision: version 1 of the tools promises double arithmetic to the last bit.
-- Addresses and options are json: a caller may write any JSON string into an address, also one that text cannot hold,
-- and the order of the options must survive.

create table product (
    product_id text primary key,
    position   int  not null unique,
    name       text not null unique
);

create table variant (
    item_id    text primary key,
    product_id text not null references product on delete cascade,
    position   int  not null,
    options    json not null,
    available  boolean not null,
    price      double precision not null,
    unique (product_id, position)
);

-- The lower-case columns are folded by the program, so that asking and storing fold alike.
create table customer (
    user_id          text primary key,
    position         int  not null unique,
    first_name       text not null,
    last_name        text not null,
    first_name_lower text not null,
    last_name_lower  text not null,
    address          json not null,
    email            text not null,
    email_lower      text not null unique
);

create index customer_by_name on customer (first_name_lower, last_name_lower);

create table payment_method (
    method_id text primary key,
    user_id   text not null references customer on delete cascade,
    position  int  not null,
    source    text not null check (source in ('credit_card', 'gift_card', 'paypal')),
    brand     text,
    last_four text,
    balance   double precision,
    unique (user_id, position),
    check ((source = 'credit_card') = (brand is not null and last_four is not null)),
    check ((source = 'gift_card') = (balance is not null))
);

create table orders (
    order_id                   text primary key,
    position                   int  not null unique,
    user_id                    text not null references customer on delete cascade,
    address                    json not null,
    status                     text not null,
    cancel_reason              text,
    exchange_items             text[],
    exchange_new_items         text[],
    exchange_payment_method_id text references payment_method,
    exchange_price_difference  double precision,
    return_items               text[],
    return_payment_method_id   text references payment_method
);

create table customer_order (
    user_id  text not null references customer on delete cascade,
    position int  not null,
    order_id text not null references orders on delete cascade,
    primary key (user_id, position)
);

create table order_item (
    order_id   text not null references orders on delete cascade,
    position   int  not null,
    name       text not null,
    product_id text not null references product,
    item_id    text not null,
    price      double precision not null,
    options    json not null,
    primary key (order_id, position)
);

create table fulfillment (
    order_id     text not null references orders on delete cascade,
    position     int  not null,
    tracking_ids text[] not null,
    item_ids     text[] not null,
    primary key (order_id, position)
);

create table payment (
    order_id         text not null references orders on delete cascade,
    position         int  not null,
    transaction_type text not null check (transaction_type in ('payment', 'refund')),
    amount           double precision not null,
    method_id        text not null references payment_method,
    primary key (order_id, position)
);

-- A request of a version 2 tool that was done, and what it answered.
create table request (
    principal  text not null,
    request_id uuid not null,
    tool       text not null,
    arguments  text not null,
    result     text,
    made_at    timestamptz not null default now(),
    primary key (principal, request_id)
);
