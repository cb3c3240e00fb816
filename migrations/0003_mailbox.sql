-- The web chat: its visitors, and what stands in each visitor's chat. It is kept here because a
-- reload or a crash must lose nothing.

-- One visitor of the web chat. `address` is random and is the chat of the visitor's endpoint.
create table mailbox (
    address text primary key,
    -- SHA-256 of the random token in the visitor's cookie: the token itself is stored nowhere.
    token_hash bytea not null check (octet_length(token_hash) = 32),
    -- Grows by one with every change of an entry; a reader who saw version N asks for what follows.
    version bigint not null default 0,
    created_at timestamptz not null,
    constraint mailbox_token unique (token_hash)
);

-- One message in a visitor's chat: a line of their own, or a message of the bot.
create table mailbox_entry (
    address text not null references mailbox (address) on delete cascade,
    -- The mailbox's version when the entry came in: its place in the chat, and its id there.
    id bigint not null,
    -- The version of its last change.
    version bigint not null,
    -- Appending twice with one key appends once.
    key text not null check (octet_length(key) between 1 and 100),
    at timestamptz not null,
    -- Null once it was taken back. The cap is far above the longest message that we build.
    body jsonb constraint mailbox_entry_body check (octet_length(body::text) <= 262144),
    -- The pictures that the entry shows, so that they are served to nobody else.
    photos uuid[] not null default '{}',
    primary key (address, id),
    constraint mailbox_entry_key unique (address, key)
);
create unique index mailbox_entry_version on mailbox_entry (address, version);
