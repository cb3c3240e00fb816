-- From an offer to what is done: two people agree, meet, and prove it to each other by codes.

alter table deal drop constraint deal_phase;
alter table deal add constraint deal_phase check (phase in (
    'offered', 'countered', 'accepted', 'agreed', 'carried', 'handed_over', 'completed',
    'declined', 'withdrawn', 'expired', 'taken', 'cancelled', 'no_show', 'disputed', 'settled'
));
alter table deal
    -- Whether something can still come of it.
    add column current boolean not null generated always as (
        phase in ('offered', 'countered', 'accepted', 'agreed', 'carried', 'handed_over')
    ) stored,
    -- The codes of both, sealed with the conversation's key; made when both agree.
    add column codes bytea,
    -- How often each side entered a wrong one, and until when it has to wait.
    add column tries jsonb not null default '{}';

drop index deal_current;
create unique index deal_current on deal (conversation) where current;
-- First to accept wins: at most one deal of a request is agreed on.
create unique index deal_held on deal (request) where phase in ('accepted', 'agreed', 'carried', 'handed_over');

alter table request drop constraint request_state;
alter table request add constraint request_state
    check (state in ('draft', 'open', 'answered', 'agreed', 'closed', 'expired', 'removed'));

-- How many deals somebody completed, on either side.
create function deals_done(account uuid) returns bigint language sql stable
    return (select count(*) from conversation c join deal d on d.conversation = c.id
            where (c.requester = account or c.provider = account) and d.phase in ('completed'));
