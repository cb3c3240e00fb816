-- An event may also be that somebody wants to share contact details, or agrees to.
alter table event drop constraint event_kind;
alter table event add constraint event_kind
    check (kind in ('line', 'ended', 'reopened', 'reveal_asked', 'reveal_agreed'));
