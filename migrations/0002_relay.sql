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
)
-- Every update of a chat writes its row. With room in the page, and no index over what changes, the
-- new version stays beside the old one and no index is touched.
with (fillfactor = 60);
create index endpoint_account on endpoint (account);

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

-- The oldest open delivery of each conversation of a lane: what comes next in it. It leaps from one
-- conversation to the next along delivery_open, because a lane may hold 500 of each. Measured with
-- 100,000 open deliveries of 200 conversations: 2 ms, against 108 ms with DISTINCT ON.
create function lane_heads(lane bigint) returns setof delivery language sql stable as $$
    with recursive head as (
        (select d.conversation, d.id from delivery d
         where d.endpoint = lane and d.state in ('pending', 'sending', 'retry', 'held_window')
         order by d.conversation, d.id limit 1)
        union all
        select next.conversation, next.id from head cross join lateral (
            select d.conversation, d.id from delivery d
            where d.endpoint = lane and d.state in ('pending', 'sending', 'retry', 'held_window')
              and d.conversation > head.conversation
            order by d.conversation, d.id limit 1
        ) next
    )
    select d.* from head join delivery d on d.id = head.id
$$;

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
    -- The conversation that was served last: the next one is served next, so that none starves.
    turn uuid,
    quarantined boolean not null default false
);
create index lane_due on lane (due_at) where due_at is not null;
create index lane_leased on lane (holder) where leased_until is not null;

-- Which message of a chat shows which event: for replies, later for edits and reactions.
create table link (
    endpoint bigint not null references endpoint (id),
    native text not null,
    conversation uuid not null references conversation (id),
    delivery bigint not null references delivery (id),
    primary key (endpoint, native)
);
