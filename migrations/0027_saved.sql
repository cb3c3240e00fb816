-- Requests of others that people keep in sight.
create table saved (
    account uuid not null references account (id),
    request uuid not null references request (id),
    at timestamptz not null,
    constraint saved_once primary key (account, request)
);
create index saved_newest on saved (account, at desc, request desc);
create index saved_request on saved (request);
