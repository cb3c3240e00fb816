-- Replies stand in a table of their own, which is nearly empty, and what is kept for long is small.

-- What the bot still owes: written in the transaction of its step, deleted once it was sent.
create table reply (
    id bigint generated always as identity primary key,
    -- Without a foreign key: checking it costs as much as the row, and what is owed to nobody is
    -- never sent.
    endpoint bigint not null,
    -- The process that sends it; it holds an advisory lock of this number while it lives.
    owner bigint not null,
    -- What to do in the chat, in order, as JSON.
    body text not null
)
-- Rows live for milliseconds: they are cleared away by their number, not by their share.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

insert into reply (endpoint, owner, body)
    select endpoint, owner, replies::text from inbox
    where done_at is null and replies is not null and endpoint is not null
    order by id;

-- The inbox only knows what was taken already.
alter table inbox
    drop constraint inbox_native,
    drop column id,
    drop column endpoint,
    drop column replies,
    drop column owner,
    drop column done_at,
    alter column platform type text collate "C",
    alter column bot type text collate "C",
    alter column native type text collate "C",
    add constraint inbox_native primary key (platform, bot, native);
drop index inbox_received;
-- Rows come in the order of their time, so that a summary of each range of pages is enough.
create index inbox_received on inbox using brin (received_at) with (autosummarize = on);

alter table endpoint
    -- Grows whenever something changes that a step reads. Who remembers an endpoint may save it only
    -- where nobody else has changed it since.
    add column version bigint not null default 0,
    -- Cards that another one took the place of, and that are still to be taken back: a list in JSON.
    add column former text;

-- Whether as many rows were found as were wanted: if not, the statement fails as a serialisation
-- failure does, and nothing of it remains.
create function all_found(rows_found bigint, rows_wanted bigint) returns boolean
    language plpgsql immutable as $$
begin
    if rows_found is distinct from rows_wanted then
        raise exception 'rows have changed' using errcode = 'serialization_failure';
    end if;
    return true;
end
$$;
