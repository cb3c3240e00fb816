-- What people say to each other is sealed: each conversation and each web chat has a key of its own,
-- and that key is wrapped by a master key that stands outside of this database.

-- The master keys that wrap something. The id is derived from the key: a process that has another
-- one notices at start.
create table master_key (
    id text primary key,
    -- New keys are wrapped by the current one. One that is coming is told to every process before it
    -- is used; a former one goes when nothing is wrapped by it any more.
    state text not null constraint master_key_state check (state in ('coming', 'current', 'former')),
    -- The master key itself, as a key service wrapped it; null where it stands elsewhere.
    wrapped bytea,
    made_at timestamptz not null
);
create unique index master_key_current on master_key (state) where state = 'current';
create unique index master_key_coming on master_key (state) where state = 'coming';

-- The key of a conversation (by the conversation's id) or of a web chat (by mailbox.key), made when
-- something is sealed with it first. A row without a key is one that was destroyed: what it sealed
-- is erased, and the id never gets another.
create table data_key (
    id uuid primary key,
    master text references master_key (id),
    wrapped bytea,
    constraint data_key_whole check ((master is null) = (wrapped is null))
);
create index data_key_master on data_key (master);

-- What was said before stands in `plain` until the next start has sealed it.
alter table event rename column body to plain;
alter table event alter column plain drop not null;
alter table event add column body bytea;
alter table event add constraint event_body check (body is not null or plain is not null);
create index event_plain on event (id) where plain is not null;

alter table mailbox add column key uuid not null default gen_random_uuid();
alter table mailbox alter column key drop default;
alter table mailbox_entry rename column body to plain;
alter table mailbox_entry drop constraint mailbox_entry_body;
-- Null once it was taken back. The cap is far above the longest message that we build: 256 KiB, and
-- what sealing adds.
alter table mailbox_entry add column body bytea
    constraint mailbox_entry_body check (octet_length(body) <= 262144 + 64);
create index mailbox_entry_plain on mailbox_entry (address, id) where plain is not null;

-- An operator may erase a conversation; those whose lines were on their way are told.
alter table conversation drop constraint conversation_ended_by;
alter table conversation add constraint conversation_ended_by
    check (ended_by in ('requester', 'provider', 'operator'));
alter table delivery drop constraint delivery_notice_check;
alter table delivery add constraint delivery_notice_check
    check (notice in ('gone', 'refused', 'dead', 'unsure', 'erased'));
