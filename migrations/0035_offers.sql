-- What two people agree on, from the first offer on.

create table deal (
    id uuid primary key,
    request uuid not null references request (id),
    conversation uuid not null references conversation (id),
    -- The state is the truth; phase and due_at are derived from it whenever it is written: they are for
    -- looking.
    state jsonb not null,
    phase text not null
        constraint deal_phase check (phase in ('offered', 'countered', 'declined', 'withdrawn', 'expired')),
    -- When the clock has something to do; null where nothing happens by itself.
    due_at timestamptz,
    -- Price in minor units and its currency, day, place, who pays the goods.
    terms jsonb not null,
    -- What who proposed these terms wrote with them, sealed with the conversation's key.
    note bytea,
    made_at timestamptz not null,
    changed_at timestamptz not null
);
comment on table deal is 'What two people agree on about a request, from the first offer on.';

-- Two people agree on one thing at a time.
create unique index deal_current on deal (conversation) where phase in ('offered', 'countered');
create index deal_conversation on deal (conversation, changed_at desc, id desc);
create index deal_request on deal (request, changed_at desc, id desc);
create index deal_due on deal (due_at) where due_at is not null;
-- What everybody may see, newest first.
create index deal_newest on deal (made_at desc, id desc) where phase in ('offered', 'countered');

alter table event drop constraint event_kind;
alter table event add constraint event_kind check (kind in (
    'line', 'ended', 'reopened', 'reveal_asked', 'reveal_agreed', 'edited', 'taken_back', 'reacted', 'deal'
));
