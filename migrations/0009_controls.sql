-- Several conversations in one chat: whose lines came last, what each side muted, blocked, reported.

alter table conversation
    -- The number of the other's last line that this side has opened the chat after, or answered.
    add column requester_read bigint not null default 0,
    add column provider_read bigint not null default 0,
    -- What comes makes no sound for this side.
    add column requester_muted boolean not null default false,
    add column provider_muted boolean not null default false;
-- What was said before anybody counted is not new.
update conversation set requester_read = provider_seq, provider_read = requester_seq;

-- One person does not want to hear of another again. It is kept by conversation: two conversations
-- with one person must not be joined by it.
create table block (
    conversation uuid not null references conversation (id),
    blocker uuid not null references account (id),
    blocked uuid not null references account (id),
    at timestamptz not null,
    constraint block_once primary key (conversation, blocker),
    constraint block_two_people check (blocker <> blocked)
);
create index block_blocker on block (blocker, at desc);
create index block_blocked on block (blocked);

-- What somebody reported, for moderators.
create table report (
    id bigint generated always as identity primary key,
    conversation uuid not null references conversation (id),
    reporter uuid not null references account (id),
    reported uuid not null references account (id),
    category text not null
        constraint report_category check (category in ('spam', 'scam', 'rude', 'danger', 'other')),
    words text,
    -- The last lines of both when it was reported, the oldest first: ids in event. What is said later
    -- does not change what was reported.
    lines bigint[] not null,
    at timestamptz not null,
    state text not null default 'new' constraint report_state check (state in ('new', 'done')),
    constraint report_two_people check (reporter <> reported)
);
create index report_new on report (at) where state = 'new';
create index report_of on report (reporter, conversation);

-- What an event is: a line, or that somebody ended the conversation or took it up again.
alter table event add column kind text not null default 'line'
    constraint event_kind check (kind in ('line', 'ended', 'reopened'));

-- A block took it back: it is not tried again.
alter table delivery add column withdrawn boolean not null default false;

-- What a chat was shown of others, counted: it tells whether somebody else spoke since a person
-- pointed at one conversation. Counts, unlike clocks, are the same for all processes.
alter table lane
    -- How many messages of conversations were shown.
    add column heard bigint not null default 0,
    -- The conversation of the last one, and when it was shown.
    add column heard_last uuid,
    add column heard_at timestamptz,
    -- The count at the last one of any other conversation than that.
    add column heard_other bigint not null default 0,
    -- The conversation whose message is on its way now.
    add column speaking uuid;
