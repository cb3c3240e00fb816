-- Files are sealed in the bucket: each has a key, and that goes over to the conversation that the file
-- goes to, so that whoever destroys the conversation's key erases its files.

alter table file
    add column conversation uuid references conversation (id),
    -- The file's key, sealed with the conversation's. Before the file goes to one, and for a request's
    -- picture for good, data_key has it under the file's id.
    add column key bytea,
    -- Null once its conversation was erased.
    add constraint file_key check (key is null or conversation is not null),
    -- What was stored before stands open in the bucket until the next start has sealed it.
    add column sealed boolean not null default false;
comment on column file.conversation is 'Where the file goes; null for one that is held or shown with a request.';

-- The file's own key is made at the next start, or when the file is fetched.
update file f set conversation = v.conversation
    from event_file ef join event v on v.id = ef.event where ef.file = f.id;
create index file_conversation on file (conversation) where conversation is not null;
create index file_unsealed on file (id) where state = 'ready' and not sealed;
