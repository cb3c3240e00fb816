-- What people want to be told of: alerts, trips, and the keys under which a new request finds both.

create table alert (
    id uuid primary key,
    account uuid not null references account (id),
    content jsonb not null,
    paused boolean not null default false,
    made_at timestamptz not null,
    -- Taken back; it can be undone for a moment.
    deleted_at timestamptz
);
comment on table alert is 'A search that is kept, and looks at every new request.';
create index alert_mine on alert (account, made_at desc, id desc) where deleted_at is null;

create table trip (
    id uuid primary key,
    account uuid not null references account (id),
    content jsonb not null,
    state text not null constraint trip_state check (state in ('planned', 'over', 'cancelled')),
    -- When it will be over, or when that or its cancelling was.
    state_at timestamptz not null,
    made_at timestamptz not null
);
comment on table trip is 'Somebody''s way from one place to another, with room for what others need.';
create index trip_mine on trip (account, made_at desc, id desc);
create index trip_until on trip (state_at) where state = 'planned';

-- One row for each key under which an alert or a trip that is active is found, with all that decides
-- whether a request fits it. A place is a token: 0 for any, a country, or a cell of a grid; a circle has
-- the cells of the finest grid of which it touches at most four. The word is the beginning of the longest
-- word that is asked for, as a number; 0 for none. A request looks all its own tokens up at once.
create table watch_key (
    to_token integer not null,
    kind smallint not null,
    word integer not null,
    from_token integer not null,
    watch uuid not null,
    account uuid not null references account (id),
    trip boolean not null,
    from_lat float8,
    from_lon float8,
    from_km float8,
    to_lat float8,
    to_lon float8,
    to_km float8,
    due_first date,
    due_last date,
    -- Due within so many days from today, where the person is.
    due_days smallint,
    -- Whether what has no date fits all the same.
    undated boolean not null,
    reward_currency text,
    reward_minor bigint,
    -- For how many grams there is room.
    room integer,
    words tsquery
);
-- It holds the whole row: the table itself is not read. Measured with a million alerts, half of them with
-- places and words that many others have too: see tests/benches/README.md.
create index watch_key_look on watch_key (to_token, kind, word, from_token)
    include (watch, account, trip, from_lat, from_lon, from_km, to_lat, to_lon, to_km, due_first, due_last,
             due_days, undated, reward_currency, reward_minor, room, words);
create index watch_key_of on watch_key (watch);

create table alert_choice (
    account uuid primary key references account (id),
    -- Full hours, where the person is.
    quiet_from smallint,
    quiet_to smallint,
    daily boolean not null default false,
    -- Words of which they do not want to hear: as they wrote them, and as they are looked for.
    muted_words text,
    muted tsquery,
    constraint alert_choice_quiet check ((quiet_from is null) = (quiet_to is null)),
    constraint alert_choice_muted check ((muted_words is null) = (muted is null))
);
comment on table alert_choice is 'How a person is told of what fits their alerts and trips.';

create table mute (
    account uuid not null references account (id),
    muted uuid not null references account (id),
    -- The request through which it was done: all that is ever shown of whom.
    request uuid not null references request (id),
    at timestamptz not null,
    constraint mute_once primary key (account, muted),
    constraint mute_two_people check (account <> muted)
);
comment on table mute is 'Of whose requests a person does not want to be told.';
create index mute_of on mute (muted, account);
