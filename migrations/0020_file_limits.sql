-- How many files a person sends in a day is bounded, and what nobody needs any more is deleted.

alter table file add column at timestamptz not null default now();
alter table file alter column at drop default;
comment on column file.at is 'When it was noted.';
comment on column file.length is 'In bytes: what its platform told, then what it is.';
create index file_of_account on file (account, at);

-- Which chats show a picture: asked for each object that is found in the bucket.
create index mailbox_entry_photos on mailbox_entry using gin (photos) where photos <> '{}';
