-- Files of all kinds, not pictures alone, and what people say with them.

alter table photo rename to file;
alter table file rename constraint photo_state to file_state;
alter index photo_due rename to file_due;
alter table file
    -- What it was sent as; once it is ready, what it is shown as.
    add column kind text not null default 'photo'
        constraint file_kind check (kind in ('photo', 'sticker', 'video', 'round', 'voice', 'audio', 'document')),
    -- What is in it and how long it is, in bytes: known once it is ready.
    add column format text
        constraint file_format check
        (format in ('jpg', 'mp4', 'm4a', 'ogg', 'mp3', 'pdf', 'docx', 'xlsx', 'pptx', 'txt')),
    add column length bigint,
    -- Why it does not cross, where it is gone.
    add column problem text
        constraint file_problem check (problem in ('large', 'kind', 'broken', 'locked', 'author', 'lost'));
comment on table file is 'A file that somebody sent, and where to fetch it until it is ready as a blob.';
-- All files were pictures, and how long those are does not matter: they go to no conversation.
update file set format = 'jpg', length = 0 where state = 'ready';
update file set problem = 'lost' where state = 'gone';
alter table file alter column kind drop default;
alter table file
    add constraint file_ready check (state <> 'ready' or (format is not null and length is not null)),
    add constraint file_gone check ((state = 'gone') = (problem is not null));

-- What an event shows besides its words, in order.
create table event_file (
    event bigint not null references event (id) on delete cascade,
    position smallint not null,
    file uuid not null references file (id),
    constraint event_file_place primary key (event, position)
);
comment on table event_file is 'The files of an event. Its deliveries are not due before all of them are ready or gone.';
create index event_file_of on event_file (file);

-- The pictures of an album come one by one: the first makes the event, the others join it.
alter table event add column album text;
create index event_album on event (conversation, side, album) where album is not null;

alter table delivery drop constraint delivery_notice_check;
alter table delivery add constraint delivery_notice_check check (notice in (
    'gone', 'refused', 'dead', 'unsure', 'file-large', 'file-kind', 'file-broken', 'file-locked', 'file-author',
    'file-lost', 'file-there'
));
create index delivery_event on delivery (event) where state = 'pending';
