-- The market: people, their requests, and who talks to whom about them.

-- How far two points are from each other: the haversine formula, with the mean radius R1 of the
-- earth (IUGG), as in the domain's Point::distance_km.
create function distance_km(lat_a float8, lon_a float8, lat_b float8, lon_b float8) returns float8
    language sql immutable parallel safe
    return 2 * 6371.0088 * asin(sqrt(least(1.0,
        power(sin(radians(lat_b - lat_a) / 2), 2)
        + cos(radians(lat_a)) * cos(radians(lat_b)) * power(sin(radians(lon_b - lon_a) / 2), 2))));

create table account (
    id uuid primary key,
    language text constraint account_language check (language in ('en', 'fr', 'ar')),
    zone text not null,
    -- About where they live, to a kilometre: places around it come first.
    home_lat float8,
    home_lon float8,
    demo boolean not null default false,
    made_at timestamptz not null,
    constraint account_home check ((home_lat is null) = (home_lon is null))
);
comment on table account is 'A person, whatever channels they use. Holds no name, number or address.';
comment on column account.demo is 'Part of the demo town: nobody is behind it.';
-- Few accounts are, and a start looks for them.
create index account_demo on account (id) where demo;

create table identity (
    platform text not null,
    subject text not null,
    account uuid not null references account (id),
    constraint identity_once primary key (platform, subject)
);
comment on table identity is 'Who an account is on a platform, by the platform''s own user id.';
create index identity_account on identity (account);

create table photo (
    id uuid primary key,
    account uuid not null references account (id),
    platform text not null,
    bot text not null,
    file text not null,
    state text not null default 'pending' constraint photo_state check (state in ('pending', 'ready', 'gone')),
    -- Counted before a try is made, so that a picture that kills its reader runs out of tries.
    attempts smallint not null default 0,
    next_at timestamptz not null
);
comment on table photo is 'A picture that somebody sent, and where to fetch it until it is ready as a blob.';
create index photo_due on photo (next_at) where state = 'pending';

create table request (
    id uuid primary key,
    account uuid not null constraint request_account references account (id),
    content jsonb not null,
    -- What follows up to words is derived from the content whenever that is written: the content
    -- is the truth, these are for looking.
    kind text not null constraint request_kind check (kind in ('buy', 'pickup', 'service')),
    title text not null,
    -- A country code; '*' where it may come from anywhere; null where nothing is carried.
    from_country text,
    from_lat float8,
    from_lon float8,
    to_country text,
    to_lat float8,
    to_lon float8,
    due date,
    words tsvector not null,
    state text not null
        constraint request_state check (state in ('draft', 'open', 'answered', 'closed', 'expired', 'removed')),
    -- When its time on the market ends, or when that ended.
    state_at timestamptz,
    posted_at timestamptz not null,
    constraint request_state_at check (state = 'draft' or state_at is not null)
);
comment on table request is 'What somebody asks for.';

create index request_mine on request (account, posted_at desc, id desc);
-- The market itself, newest first; by where things go and come from; by what lies around a point.
-- All are partial: what left the market, most of the table in the long run, is in none of them.
-- Measured with a million requests, of which 0.8 million on the market: 0.1 to 7 ms a page, 24 ms
-- from a circle that holds nothing to one that holds a third of the market.
create index request_newest on request (posted_at desc, id desc) where state in ('open', 'answered');
create index request_to on request (to_country, posted_at desc, id desc)
    where state in ('open', 'answered');
create index request_from on request (from_country, posted_at desc, id desc)
    where state in ('open', 'answered');
create index request_to_point on request (to_lat, to_lon) where state in ('open', 'answered');
create index request_from_point on request (from_lat, from_lon) where state in ('open', 'answered');
create index request_due on request (due) where state in ('open', 'answered');
create index request_words on request using gin (words) where state in ('open', 'answered');
create index request_until on request (state_at) where state in ('open', 'answered');

create table request_photo (
    request uuid not null references request (id),
    position smallint not null constraint request_photo_two check (position in (0, 1)),
    photo uuid not null constraint request_photo_known references photo (id),
    constraint request_photo_place primary key (request, position)
);
comment on table request_photo is 'The pictures of a request, in their order.';
create index request_photo_of on request_photo (photo);

create table conversation (
    id uuid primary key,
    request uuid not null references request (id),
    requester uuid not null references account (id),
    provider uuid not null references account (id),
    -- What each is called by the other.
    requester_alias smallint not null,
    provider_alias smallint not null,
    -- The number of the last line of each. Counted under the row's lock: a sequence has gaps.
    requester_seq bigint not null default 0,
    provider_seq bigint not null default 0,
    began_at timestamptz not null,
    last_at timestamptz not null,
    ended_at timestamptz,
    ended_by text constraint conversation_ended_by check (ended_by in ('requester', 'provider')),
    constraint conversation_once unique (request, provider),
    constraint conversation_two_people check (requester <> provider),
    constraint conversation_two_aliases check (requester_alias <> provider_alias),
    constraint conversation_end check ((ended_at is null) = (ended_by is null))
);
comment on table conversation is 'Two people who talk through the bot about one request.';
create index conversation_requester on conversation (requester, last_at desc);
create index conversation_provider on conversation (provider, last_at desc);
