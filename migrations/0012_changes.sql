-- What people do to lines: edits, deletions, reactions, replies. Both sides' messages of a line are known.

-- A person's own messages stand beside those that they were shown: each leads to its event.
alter table link alter column delivery drop not null;
alter table link add column event bigint;
-- The order in which the messages of one line stand in a chat.
alter table link add column id bigint generated always as identity;
update link set event = d.event from delivery d where d.id = link.delivery and d.notice is null;
create index link_event on link (event) where event is not null;

alter table event
    -- The line that it replies to, or that it changes. Without a foreign key, whose check costs as much
    -- as the row.
    add column target bigint,
    -- Since when the line is taken back: its words are destroyed.
    add column taken_back_at timestamptz;
create index event_target on event (target) where target is not null;
alter table event drop constraint event_body;
alter table event add constraint event_body
    check (body is not null or plain is not null or taken_back_at is not null);
alter table event drop constraint event_kind;
alter table event add constraint event_kind check (kind in (
    'line', 'ended', 'reopened', 'reveal_asked', 'reveal_agreed', 'edited', 'taken_back', 'reacted'
));

-- The deliveries of an event that are still open, to take them back.
drop index delivery_event;
create index delivery_event on delivery (event) where state in ('pending', 'sending', 'retry', 'held_window');

create index report_conversation on report (conversation);
