-- Contact details cross once both sides of a conversation want to share theirs.
alter table conversation
    add column requester_reveals_at timestamptz,
    add column provider_reveals_at timestamptz;
comment on column conversation.requester_reveals_at is 'Since when the requester wants to share contact details.';
comment on column conversation.provider_reveals_at is 'Since when the provider wants to share contact details.';
