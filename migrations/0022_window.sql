-- Chats that a platform opens to us only for a while after their person wrote (on Messenger 24 hours).

-- Conversations of which something waits until the person at that endpoint writes again. While there
-- is a row the platform is not asked in vain, and who wrote was told that it waits.
create table closed_window (
    endpoint bigint not null references endpoint (id),
    conversation uuid not null references conversation (id),
    since timestamptz not null,
    constraint closed_window_once primary key (endpoint, conversation)
);

-- The names are those that the relay knows: it tells them apart, not the database.
alter table delivery drop constraint delivery_notice_check;
alter table delivery add constraint delivery_notice_check check (notice ~ '^[a-z-]+$');
