-- Requests are found in the order in which they are shown: newest, soonest due, nearest.

-- A place in steps of a hundred-thousandth of a degree: a metre. The south pole at the date line is 0.
create function spot_of(lat float8, lon float8) returns bigint
    language sql immutable parallel safe
    return round((lat + 90) * 100000)::bigint * 36000001 + round((lon + 180) * 100000)::bigint;

alter table request
    -- What may come from anywhere comes from -1.
    add column from_spot bigint generated always as
        (case from_country when '*' then -1 else spot_of(from_lat, from_lon) end) stored,
    add column to_spot bigint generated always as (spot_of(to_lat, to_lon)) stored,
    -- The larger, the sooner it is due; what has no date is due last.
    add column soon integer generated always as (coalesce(date '2000-01-01' - due, -10000000)) stored;

-- The places that requests name or named: a circle is the list of those in it.
-- Without a key, because two people who name a new place at once would wait for each other. A place that is in
-- here twice counts once.
create table spot (
    id bigint not null,
    -- A degree of latitude by a degree of longitude: 360 in a row, counted from the equator at Greenwich.
    cell integer not null,
    lat float8 not null,
    lon float8 not null,
    -- The same as a point on a ball of radius 1: how far two are from each other is told without trigonometry.
    x float8 not null generated always as (cos(radians(lat)) * cos(radians(lon))) stored,
    y float8 not null generated always as (cos(radians(lat)) * sin(radians(lon))) stored,
    z float8 not null generated always as (sin(radians(lat))) stored
);
create index spot_cell on spot (cell);
create index spot_id on spot (id);
insert into spot (id, cell, lat, lon)
select distinct on (s.id) s.id, (floor(s.lat) * 360 + floor(s.lon))::integer, s.lat, s.lon
from request
cross join lateral (values (from_spot, from_lat, from_lon), (to_spot, to_lat, to_lon)) s (id, lat, lon)
where s.lat is not null;

-- The words by which requests are or were found: what a misspelt one is compared with. Without a key as well.
create table word (word text collate "C" not null);
create extension if not exists pg_trgm;
create index word_word on word (word);
create index word_like on word using gin (word gin_trgm_ops);
insert into word (word) select distinct unnest(tsvector_to_array(words)) from request;

-- A search reads an index in its order and looks at nothing else, so that thousands of requests that do not fit
-- cost a millisecond: each index has all that a search goes by, but for the words.
drop index request_newest, request_to, request_from, request_due, request_reward, request_words;
create index request_newest on request (posted_at desc, id desc)
    include (account, kind, from_country, to_country, from_spot, to_spot, soon, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_soonest on request (soon desc, posted_at desc, id desc)
    include (account, kind, from_country, to_country, from_spot, to_spot, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_from_spot on request (from_spot, posted_at desc, id desc)
    include (account, kind, from_country, to_country, to_spot, soon, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_to_spot on request (to_spot, posted_at desc, id desc)
    include (account, kind, from_country, to_country, from_spot, soon, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_route on request (to_country, from_country, kind)
    include (posted_at, id, account, from_spot, to_spot, soon, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_from on request (from_country, kind)
    include (posted_at, id, account, to_country, from_spot, to_spot, soon, reward_currency, reward_minor, state_at)
    where state in ('open', 'answered');
create index request_reward on request (reward_currency, reward_minor)
    include (posted_at, id, account, kind, from_country, to_country, from_spot, to_spot, soon, state_at)
    where state in ('open', 'answered');
-- Without a list of what is still to be sorted in, which each search would read.
create extension if not exists btree_gin;
create index request_words on request using gin (to_country, words) with (fastupdate = off)
    where state in ('open', 'answered');

-- Only pages that vacuum has seen are read from an index alone: the newest are read most.
alter table request set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000,
    autovacuum_vacuum_scale_factor = 0.02);
