-- What two people say of each other after a deal.

create table rating (
    deal uuid not null references deal (id),
    rater uuid not null references account (id),
    about uuid not null references account (id),
    stars smallint not null constraint rating_stars check (stars between 1 and 5),
    tags text[] not null,
    words text,
    at timestamptz not null,
    -- What whom it is about answered.
    reply text,
    constraint rating_once primary key (deal, rater),
    constraint rating_two_people check (rater <> about)
);
comment on table rating is 'What somebody says of the other side of a deal; hidden until the deal is rated.';
create index rating_about on rating (about, at desc);

alter table deal drop constraint deal_phase;
alter table deal add constraint deal_phase check (phase in (
    'offered', 'countered', 'accepted', 'agreed', 'carried', 'handed_over', 'completed', 'rated',
    'declined', 'withdrawn', 'expired', 'taken', 'cancelled', 'no_show', 'disputed', 'settled'
));

create or replace function deals_done(account uuid) returns bigint language sql stable
    return (select count(*) from conversation c join deal d on d.conversation = c.id
            where (c.requester = account or c.provider = account)
              and d.phase in ('completed', 'rated'));
