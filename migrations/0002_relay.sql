-- The relay: what platforms sent us, what we owe them, and the ordered log of what people say.

-- One chat address on one platform. Only the relay reads this table: nobody else can turn an
-- account into an address.
create table endpoint (
    id bigint generated always as identity primary key,
    platform text not null,
    bot text not null,
    chat text not null,
    account uuid not null references account (id),
    -- The language of their app, a hint until they choose one.
    hint text,
    -- Where the person stands in the conversation with the bot.
    session text not null default '',
    -- The platform's id of the live card, the one that is changed in place.
    live text,
    -- They shut us out: nothing is sent until they return.
    left_at timestamptz,
    seen_at timestamptz not null,
    constraint endpoint_address unique (platform, bot, chat)
);
create index endpoint_account on endpoint (account, seen_at desc);

-- What platforms sent us, keyed by their own id: told twice, taken once. The replies stand here
-- until they were sent.
create table inbox (
    id bigint generated always as identity primary key,
    platform text not null,
    bot text not null,
    native text not null,
    endpoint bigint references endpoint (id),
    received_at timestamptz not null,
    replies jsonb,
    -- The process that sends the replies; it holds an advisory lock of this number while it lives.
    owner bigint not null,
    done_at timestamptz,
    -- An update that nobody could read, for an operator.
    raw text,
    constraint inbox_native unique (platform, bot, native)
);
create index inbox_open on inbox (owner, id) where done_at is null;
create index inbox_received on inbox (received_at);

-- One thing that a person did in a conversation, numbered without gaps per direction.
create table event (
    id bigint generated always as identity primary key,
    conversation uuid not null references conversation (id),
    side text not null,
    seq bigint not null,
    body jsonb not null,
    at timestamptz not null,
    constraint event_number unique (conversation, side, seq)
);

-- An event's (or a notice's) way to an endpoint.
create table delivery (
    id bigint generated always as identity primary key,
    endpoint bigint not null references endpoint (id),
    conversation uuid not null references conversation (id),
    event bigint not null references event (id),
    -- Set where the sender is told that the event did not arrive, and why.
    notice text check (notice in ('gone', 'refused', 'dead', 'unsure')),
    -- The same for every try, so that a platform with keys shows it once.
    key text not null,
    state text not null default 'pending'
        check (state in ('pending', 'sending', 'retry', 'sent', 'ambiguous', 'held_window', 'cancelled', 'dead')),
    attempts smallint not null default 0,
    -- How often it was sent again without knowing whether the first try arrived.
    repeats smallint not null default 0,
    due_at timestamptz not null,
    settled_at timestamptz
);
create index delivery_open on delivery (endpoint, conversation, id)
    where state in ('pending', 'sending', 'retry', 'held_window');
create index delivery_waiting on delivery (conversation, endpoint)
    where state in ('pending', 'sending', 'retry', 'held_window');

-- The ordered work towards one endpoint: the unit of leasing and of rate limits.
create table lane (
    endpoint bigint primary key references endpoint (id),
    -- When the bell was rung for it; null while nobody need be told.
    rung_at timestamptz,
    due_at timestamptz,
    leased_until timestamptz,
    -- The process that works at it, by the same number as in inbox.owner.
    holder bigint,
    -- Grows with every lease: what an outlived worker writes is refused.
    fence bigint not null default 0,
    quarantined boolean not null default false
);
create index lane_due on lane (due_at) where due_at is not null;

-- Which message of a chat shows which event: for replies, later for edits and reactions.
create table link (
    endpoint bigint not null references endpoint (id),
    native text not null,
    conversation uuid not null references conversation (id),
    delivery bigint not null references delivery (id),
    primary key (endpoint, native)
);
