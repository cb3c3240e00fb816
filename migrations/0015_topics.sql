-- Topics: where a platform has them, each conversation has a part of a person's chat of its own.
create table topic (
    endpoint bigint not null references endpoint (id),
    conversation uuid not null references conversation (id),
    -- The platform's id of it.
    native text not null,
    opened_at timestamptz not null,
    -- Nothing could be shown in it any more, because the person deleted it: what is said goes to the chat
    -- itself from then on. It still says whom a line in it is for.
    gone_at timestamptz,
    primary key (endpoint, conversation),
    constraint topic_native unique (endpoint, native)
);

-- One could not be opened: none is tried before then.
alter table lane add column no_topics_until timestamptz;
