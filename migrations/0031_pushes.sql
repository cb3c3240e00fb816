-- Telling people of what fits: what is still to be held against all alerts, and whom it is told.

-- Written in the transaction that publishes a request or a trip, so that publishing stays quick. Whoever
-- holds the row's lock works at it; what it has done ends with the same commit as the cursor.
create table to_match (
    -- A request or a trip.
    subject uuid primary key,
    kind text not null constraint to_match_kind check (kind in ('request', 'trip')),
    at timestamptz not null,
    -- The last account that was looked at.
    cursor uuid
);
create index to_match_oldest on to_match (at);

create table push (
    id bigint generated always as identity primary key,
    -- 'alert' and 'trip': the subject is a request, the reason an alert or a trip of the account.
    -- 'traveller': the subject is a trip, the reason a request of the account that could go with it.
    -- 'over': the subject is a trip of the account.
    kind text not null constraint push_kind check (kind in ('alert', 'trip', 'traveller', 'over')),
    subject uuid not null,
    reason uuid not null,
    account uuid not null references account (id),
    due_at timestamptz not null,
    state text not null default 'waiting'
        constraint push_state check (state in ('waiting', 'sending', 'held', 'sent', 'dropped', 'unsure', 'dead')),
    attempts smallint not null default 0,
    -- The process that has it in hand; it holds an advisory lock of this number while it lives.
    owner bigint,
    -- Where it goes, once somebody has it in hand.
    endpoint bigint references endpoint (id),
    -- The same for every try, so that a platform with keys shows it once.
    key text,
    settled_at timestamptz,
    -- Nobody is told of the same thing twice, whatever it fits.
    constraint push_once unique (subject, account)
);
create index push_due on push (due_at, id) where state = 'waiting' and owner is null;
-- What is due for one person is told in one message, by one process.
create index push_of on push (account, due_at) where state = 'waiting' and owner is null;
create index push_in_hand_of on push (account) where owner is not null;
create index push_in_hand on push (owner) where owner is not null;
create index push_held on push (endpoint) where state = 'held';
create index push_settled on push (settled_at) where settled_at is not null;
